import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { catalogue } from '@/components/messages/catalogue';
import { CONSENT_SINCE, CONSENT_VERSION } from '@/lib/api/consent';

/** SHA-256 of what people agreed to, by version. A changed text is a new version: add it here and in `lib/api/consent.ts`. */
const TEXTS: Record<number, string> = {
  2: 'd123c73c5b82109c94cc5d2bd1b4e5e0d9fd3737e52a708fff4d71bcd1fb3b8c',
};

it('is agreed to by the number of its text', () => {
  const texts = Object.values(catalogue).map(({ signUp }) => signUp.consent);
  expect(createHash('sha256').update(JSON.stringify(texts)).digest('hex')).toBe(TEXTS[CONSENT_VERSION]);
  expect(CONSENT_SINCE[CONSENT_VERSION]).toMatch(/^\d{4}-\d\d-\d\d$/);
});
