'use client';
import { type FormEventHandler, type ReactElement, type ReactNode, useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/**
 * A form that a script answers. Until the script is there nothing can be typed or sent: the browser would send it by itself, and
 * what was typed would stand in the address.
 */
export function Form({
  onSubmit,
  children,
}: {
  onSubmit: FormEventHandler<HTMLFormElement>;
  children: ReactNode;
}): ReactElement {
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <fieldset disabled={!isReady} className="contents">
        {children}
      </fieldset>
    </form>
  );
}
