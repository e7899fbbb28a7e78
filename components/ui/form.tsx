'use client';
import { type FormEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { useReady } from './ready';

interface FormProps {
  onSubmit: () => void;
  /** Whether its first field has the focus on arrival, where no keyboard comes up over the page for it. */
  takesFocus?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * A form that a script answers. Until the script is there nothing can be typed or sent: the browser would send it by itself, and
 * what was typed would be lost. Where something is to be mended the first such field has the focus.
 */
export function Form({ onSubmit, takesFocus = false, className, children }: FormProps): ReactElement {
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(0);
  const isReady = useReady();
  useEffect(() => {
    if (!takesFocus || !isReady) return;
    const isTouch = !window.matchMedia('(hover: hover) and (pointer: fine)').matches;
    // Who came by a link to a part of the page, or has pressed a key already, stays there.
    if (isTouch || document.activeElement !== document.body) return;
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, [takesFocus, isReady]);
  useEffect(() => {
    if (sent > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [sent]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setSent((before) => before + 1);
    onSubmit();
  };
  return (
    <form ref={form} method="post" onSubmit={submit} noValidate className={className}>
      <fieldset disabled={!isReady} className="contents">
        {children}
      </fieldset>
    </form>
  );
}
