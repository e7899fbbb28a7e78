'use client';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps people who use the keyboard where they are: when `step` changes and the focused control went away with it, the
 * element marked `data-next` takes the focus.
 */
export function useKeptFocus<T extends HTMLElement>(step: string): RefObject<T | null> {
  const root = useRef<T>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost) root.current?.querySelector<HTMLElement>('[data-next]')?.focus({ preventScroll: true });
  }, [step]);
  return root;
}
