'use client';
import type { ComponentProps, ReactElement } from 'react';
import { buttonClass, type Look } from './button-class';
import { useReady } from './ready';

/** A button. Say `type="submit"` where it sends a form: the browser can do that by itself, all others wait for the script. */
export function Button({
  look = 'primary',
  className = '',
  type = 'button',
  disabled = false,
  ...rest
}: ComponentProps<'button'> & { look?: Look }): ReactElement {
  const isReady = useReady();
  return (
    <button
      type={type}
      disabled={disabled || (type === 'button' && !isReady)}
      className={buttonClass(look, className)}
      {...rest}
    />
  );
}
