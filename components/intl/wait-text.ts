import type { createFormatter } from 'use-intl/core';

/** "2 minutes 40 seconds" for 160, in the formatter's language. Whole seconds, at least one. */
export function waitText(format: ReturnType<typeof createFormatter>, seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  const parts: string[] = [];
  if (whole >= 60)
    parts.push(format.number(Math.floor(whole / 60), { style: 'unit', unit: 'minute', unitDisplay: 'long' }));
  if (whole % 60 > 0) parts.push(format.number(whole % 60, { style: 'unit', unit: 'second', unitDisplay: 'long' }));
  return format.list(parts, { type: 'unit', style: 'narrow' });
}
