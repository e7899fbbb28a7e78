import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BURST_FRAMES, MAX_FRAME_BYTES, MAX_PHOTO_BYTES, MAX_RECORDING_BYTES } from '@/lib/media/capture-limits';
import { MAX_PICTURE_FILE_BYTES, MAX_RECORDING_FILE_BYTES } from '@/lib/runtime/api-access';
import { MAX_API_BODY_BYTES, MAX_PAGE_BODY_BYTES, maxBodyBytes } from './body-limits';

const MIB = 1024 * 1024;
/** What the form of a route may take around its files. */
const FORM_BYTES = 16_384;

it('a log-in and a sample of a sign-up fit into the body of a page, in base64', () => {
  const logIn = BURST_FRAMES * MAX_FRAME_BYTES + MAX_RECORDING_BYTES;
  for (const bytes of [logIn, MAX_PHOTO_BYTES, MAX_RECORDING_BYTES])
    expect((4 / 3) * bytes + FORM_BYTES).toBeLessThan(maxBodyBytes('/log_in'));
});

it('two files of the largest kind fit into the body of the API, and into no page', () => {
  for (const bytes of [MAX_RECORDING_FILE_BYTES, MAX_PICTURE_FILE_BYTES])
    expect(2 * bytes + FORM_BYTES).toBeLessThan(maxBodyBytes('/api/v1/face/verify'));
  expect(maxBodyBytes('/api/auth/callback/credentials')).toBeLessThan(MAX_PAGE_BODY_BYTES);
  expect(maxBodyBytes()).toBe(MAX_PAGE_BODY_BYTES);
});

it('Next.js and the documents have the same numbers', () => {
  const pages = /bodySizeLimit: '(\d+)mb'/.exec(readFileSync('next.config.mjs', 'utf8'))?.[1];
  expect(Number(pages) * MIB).toBe(MAX_PAGE_BODY_BYTES);
  const advice = /bodies of up to (\d+) MB \((\d+) MB without `API_KEYS`\)/.exec(
    readFileSync('docs/operations.md', 'utf8'),
  );
  expect([Number(advice?.[1]) * MIB, Number(advice?.[2]) * MIB]).toEqual([MAX_API_BODY_BYTES, MAX_PAGE_BODY_BYTES]);
  const file = /\| a file \| ([\d,]+) bytes \|/.exec(readFileSync('docs/api.md', 'utf8'))?.[1]?.replaceAll(',', '');
  expect([Number(file), Number(file)]).toEqual([MAX_RECORDING_FILE_BYTES, MAX_PICTURE_FILE_BYTES]);
});
