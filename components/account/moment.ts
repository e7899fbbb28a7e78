/** "21 Nov 2026, 08:00". */
export const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "21 Nov". */
export const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
