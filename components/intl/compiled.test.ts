import { describe, expect, it } from 'vitest';
import { compiled } from './compiled';
import { LOCALES } from './locales';

/** The prototypes of everything in a value that is no string, number, boolean or null. */
function prototypes(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [Object.getPrototypeOf(value), ...Object.values(value).flatMap(prototypes)];
}

describe.each(LOCALES)('the compiled texts in %s', (locale) => {
  it('are nothing but plain objects and lists, as React sends to browsers', () => {
    expect(new Set(prototypes(compiled[locale]))).toEqual(new Set([Object.prototype, Array.prototype]));
  });
});
