import { describe, expect, it } from 'vitest';
import { catalogue } from '@/components/messages/catalogue';
import { type ErrorCode, errorStatus } from '@/lib/errors';
import { errorKey } from './error-text';
import { LOCALES } from './locales';

const codes = Object.keys(errorStatus) as ErrorCode[];

describe.each(LOCALES)('the texts for errors in %s', (locale) => {
  const { errors } = catalogue[locale];

  it('have one finished sentence for every code', () => {
    for (const code of codes)
      expect([code, errors[errorKey(code)]]).toEqual([code, expect.stringMatching(/^[A-Z].+\.$/)]);
  });

  it('have no sentence that no code leads to', () => {
    expect([...new Set(codes.map(errorKey))].sort()).toEqual(Object.keys(errors).sort());
  });

  it('tell the same calm sentence for every fault of the server', () => {
    const faults = codes.filter((code) => errorStatus[code] === 500);
    expect(new Set(faults.map((code) => errors[errorKey(code)]))).toEqual(new Set([errors.internal]));
  });

  it('never say which part of a log-in failed', () => {
    expect(errors.not_recognised).not.toMatch(/face|voice|name|gesicht|stimme/i);
  });
});
