import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { CONSENT_SINCE, CONSENT_VERSION } from '@/lib/api/consent';
import { nameWords } from './words';

/** SHA-256 of what people agreed to, by version. A changed text is a new version: add it here and in `lib/api/consent.ts`. */
const TEXTS: Record<number, string> = {
  2: 'e8bc60180543755bc703b84867abe2237649139ab5a0713ff14b7eb1a080e32a',
};

it('is agreed to by the number of its text', () => {
  const text = JSON.stringify([nameWords.consentTitle, nameWords.consent, nameWords.agree]);
  expect(createHash('sha256').update(text).digest('hex')).toBe(TEXTS[CONSENT_VERSION]);
  expect(CONSENT_SINCE[CONSENT_VERSION]).toMatch(/^\d{4}-\d\d-\d\d$/);
});
