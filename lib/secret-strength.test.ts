import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededBytes } from '@/lib/testing/random-bytes';
import { LEAST_SECRET_BITS, looksRandom, secretBits } from './secret-strength';

const drawn = seededBytes(1);

describe('the strength of a secret', () => {
  it.each([
    'a'.repeat(64),
    'ab'.repeat(40),
    'password'.repeat(8),
    'passwordpasswordpasswordpassword',
    'PasswordPasswordPasswordPassword1!',
    'correct horse battery staple correct horse',
    'the same secret on every replica here',
    'my-super-secret-nextauth-secret-value',
    'abcdefghijklmnopqrstuvwxyz0123456789',
    'qwertyuiopasdfghjklzxcvbnm1234567890',
    '01234567890123456789012345678901234567890',
    'changemechangemechangemechangeme',
    'p4ssw0rdp4ssw0rdp4ssw0rdp4ssw0rd',
    '0'.repeat(64),
    'too short',
    'X9$k2!pQ',
  ])('of %j is too little', (text) => {
    expect(secretBits(text)).toBeLessThan(LEAST_SECRET_BITS);
  });

  it('of random text is enough, in every usual form', () => {
    const forms = [
      () => drawn(32).toString('base64'),
      () => drawn(32).toString('base64url'),
      () => drawn(24).toString('base64'),
      () => drawn(32).toString('hex'),
      () => drawn(16).toString('hex').toUpperCase() + drawn(16).toString('hex'),
    ];
    for (const form of forms)
      for (let i = 0; i < 500; i++) expect(secretBits(form())).toBeGreaterThan(LEAST_SECRET_BITS);
  });

  it('is hardly ever said too low of 128 bits in hexadecimal', () => {
    const refused = Array.from({ length: 2000 }, () => drawn(16).toString('hex')).filter(
      (text) => secretBits(text) < LEAST_SECRET_BITS,
    );
    expect(refused.length).toBeLessThan(2);
  });
});

describe('a key of 32 bytes', () => {
  it('looks random where it is', () => {
    for (let i = 0; i < 2000; i++) expect(looksRandom(createHash('sha256').update(String(i)).digest())).toBe(true);
  });

  it.each([
    ['one byte over and over', Buffer.alloc(32, 7)],
    ['a password', Buffer.from('passwordpasswordpasswordpassword')],
    ['a sentence', Buffer.from('the key of all templates in here')],
  ])('is refused when it is %s', (_, key) => {
    expect(looksRandom(key)).toBe(false);
  });
});
