'use client';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps people who use the keyboard where they are: when `step` changes and the focused control went away with it, the element marked
 * `data-next` takes the focus, or else the whole part of the page. The focus is never lost to the body.
 */
export function useKeptFocus<T extends HTMLElement>(step: string): RefObject<T | null> {
  const root = useRef<T>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    const focused = document.activeElement;
    if (!isLost(focused) && focused !== root.current) return;
    const next = root.current?.querySelector<HTMLElement>('[data-next]') ?? root.current;
    next?.focus({ preventScroll: true });
  }, [step]);
  return root;
}

/** What was hidden a moment ago still has the focus, and loses it with the next picture of the screen. */
function isLost(focused: Element | null): boolean {
  if (focused === null || focused === document.body) return true;
  return focused.getClientRects().length === 0 || getComputedStyle(focused).visibility === 'hidden';
}
