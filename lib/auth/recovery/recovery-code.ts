import { hash, verify } from '@node-rs/argon2';
import type { AuthDeps } from '@/lib/auth/deps';
import { encodeCode, inGroups } from '@/lib/auth/typed-code';
import { keyedHash } from '@/lib/storage/audit';
import type { NewCode } from '@/lib/storage/recovery-codes';
import type { Storage } from '@/lib/storage/storage';

/** Characters of a code: the first group of four finds it, and the other 80 bits are its secret. */
const LENGTH = 20;
const SELECTOR = 4;
/** Bytes that a code is drawn from: 100 of their bits are used. */
const BYTES = 13;

/** Argon2id. The package declares it as a `const enum`, which single files cannot read. */
const ARGON2ID = 2;

/** OWASP's least: 19 MiB, two passes, one lane. Salts have 128 bits. */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of nothing that anybody could type: what an unknown code is compared with, at the same cost. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$XmrZPMfmg6GzbM4uCnSiug$eOmWdAzEdGtw0GKVDL0PY7Ju4IdtZ4lwtQXZfXlvers';

/** A code as its person sees it, and as it is kept. */
export interface DrawnCode {
  shown: string;
  kept: NewCode;
}

/** So many codes of a person, whose first groups differ. Each takes some 40 ms of a thread that is not this one. */
export async function drawCodes(
  count: number,
  userId: string,
  { storage, random }: Pick<AuthDeps, 'storage' | 'random'>,
): Promise<DrawnCode[]> {
  const codes = new Map<string, string>();
  while (codes.size < count) {
    const code = encodeCode(random(BYTES), LENGTH);
    codes.set(selectorOf(storage, userId, code), code);
  }
  return Promise.all([...codes].map(([selector, code]) => drawn(selector, code)));
}

/** One code of a person, whatever others they have. */
export function drawCode(
  userId: string,
  { storage, random }: Pick<AuthDeps, 'storage' | 'random'>,
): Promise<DrawnCode> {
  const code = encodeCode(random(BYTES), LENGTH);
  return drawn(selectorOf(storage, userId, code), code);
}

async function drawn(selector: string, code: string): Promise<DrawnCode> {
  return { shown: inGroups(code), kept: { selector, hash: await hash(code, COST) } };
}

/** What a code of a person is found by. Keyed: the table alone does not tell the first group. */
export function selectorOf(storage: Storage, userId: string, code: string): string {
  return keyedHash(storage, 'recovery code', `${userId}:${code.slice(0, SELECTOR)}`);
}

/** Whether a code is the one that a hash was made of; one verification in any case. */
export async function isCode(code: string, hashed: string | undefined): Promise<boolean> {
  const isSame = await verify(hashed ?? NOBODYS, code);
  return isSame && hashed !== undefined;
}
