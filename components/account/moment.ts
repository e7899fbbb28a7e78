import type { DateTimeFormatOptions } from 'use-intl/core';

/** "21 Nov 2026, 08:00". */
export const MOMENT = { dateStyle: 'medium', timeStyle: 'short' } satisfies DateTimeFormatOptions;

/** "21 Nov". */
export const DAY = { day: 'numeric', month: 'short' } satisfies DateTimeFormatOptions;
