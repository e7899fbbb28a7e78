'use client';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps people who use the keyboard where they are: when `step` changes and the focused control went away with it, or
 * was only a stopover that this hook had chosen, the element marked `data-next` takes the focus.
 */
export function useKeptFocus<T extends HTMLElement>(step: string): RefObject<T | null> {
  const root = useRef<T>(null);
  const before = useRef(step);
  const placed = useRef<Element>(null);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body && focused !== placed.current) return;
    const next = root.current?.querySelector<HTMLElement>('[data-next]') ?? null;
    next?.focus({ preventScroll: true });
    placed.current = next;
  }, [step]);
  return root;
}
