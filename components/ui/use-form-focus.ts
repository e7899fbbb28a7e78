'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';

interface FormFocus {
  form: RefObject<HTMLFormElement | null>;
  /** Puts the focus where something is to be mended first; call it with what shows the errors. */
  showErrors(): void;
}

/** Where a form has the focus: at its first field on arrival, where no keyboard comes up over the page for it, and at its first error. */
export function useFormFocus(): FormFocus {
  const form = useRef<HTMLFormElement>(null);
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const isTouch = !window.matchMedia('(hover: hover) and (pointer: fine)').matches;
    // Who came by a link to a part of the page, or has pressed a key already, stays there.
    if (isTouch || document.activeElement !== document.body) return;
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (shown > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [shown]);
  return { form, showErrors: () => setShown((before) => before + 1) };
}
