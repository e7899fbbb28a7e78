import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyIn } from './keys';

const KEYS = ['first-key-of-at-least-24-letters', 'second-key+of/at.least~24=='];
const hashes = KEYS.map((key) => createHash('sha256').update(key).digest());

const withHeader = (authorization?: string): Request =>
  new Request('http://localhost/', { headers: authorization === undefined ? {} : { authorization } });

describe('a key', () => {
  it.each(
    KEYS.flatMap((key, i) => [
      [`Bearer ${key}`, i],
      [`bearer  ${key}`, i],
    ]) as [string, number][],
  )('is known in %j, and which it is', (header, i) => {
    expect(keyIn(withHeader(header), hashes)).toBe(hashes[i]!.toString('hex'));
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    KEYS[0],
    `Basic ${KEYS[0]}`,
    `Bearer ${KEYS[0]}x`,
    `Bearer ${KEYS[0]!.slice(0, -1)}`,
    `Bearer ${KEYS[0]!.toUpperCase()}`,
    `Bearer ${KEYS.join(',')}`,
    `Bearer ${KEYS.join(' ')}`,
    `Bearer ${hashes[0]!.toString('hex')}`,
  ])('is not known in %j', (header) => {
    expect(keyIn(withHeader(header), hashes)).toBeUndefined();
  });

  it('is never known when there are none', () => {
    expect(keyIn(withHeader(`Bearer ${KEYS[0]}`), [])).toBeUndefined();
  });

  it('is not looked for in the address', () => {
    expect(keyIn(new Request(`http://localhost/?key=${KEYS[0]}&access_token=${KEYS[0]}`), hashes)).toBeUndefined();
  });
});
