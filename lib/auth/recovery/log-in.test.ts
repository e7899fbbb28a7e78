import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '@/lib/errors';
import { listCodes } from '@/lib/storage/recovery-codes';
import type { SessionHolder } from '@/lib/storage/sessions';
import { sweep } from '@/lib/storage/sweep';
import { redeemTicket } from '@/lib/storage/tickets';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, openSession, VISITOR, waysDeps } from '@/lib/testing/ways-in';
import { CODES, issueOperatorCode, OPERATOR_CODE_LIFETIME_MS, renewCodes } from './issue-codes';
import { logInWithCode } from './log-in';
import { drawCodes, isCode } from './recovery-code';

const storage = await openTestStorage();
afterAll(() => storage.close());
const REFUSED = { ok: false, code: 'not_recognised' };

let deps = waysDeps(storage);
let ada: SessionHolder;

beforeEach(async () => {
  await emptyTables(storage);
  deps = waysDeps(storage);
  ada = await addOwner('ada', deps);
});

async function newCodes(owner = ada): Promise<string[]> {
  const renewed = await renewCodes(owner, deps);
  if (!renewed.ok) throw new Error(renewed.code);
  return renewed.codes;
}

const tryWith = (code: string, name = 'ada') => logInWithCode({ name, code }, VISITOR, deps);
const lastReason = async () =>
  (await storage.prisma.auditEvent.findFirst({ where: { kind: 'login' }, orderBy: { seq: 'desc' } }))?.reason;

describe('recovery codes', () => {
  it('are ten, of 100 bits, in groups without letters that look alike; the table holds Argon2id of each', async () => {
    const codes = await newCodes();
    expect(new Set(codes).size).toBe(CODES);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes.map((code) => code.slice(0, 4))).size).toBe(CODES);
    const rows = await storage.prisma.recoveryCode.findMany();
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(rows)).not.toContain(codes[0]?.slice(0, 4));
  });

  it('let their person in once each, typed in any way, to a session that is good for a way in only', async () => {
    const [code = '', other = ''] = await newCodes();
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const result = await tryWith(typed, 'ADA');
    if (!result.ok) throw new Error(result.code);
    expect(await redeemTicket(storage, result.ticket, deps.now())).toMatchObject({ amr: ['recovery'] });
    expect(await lastReason()).toBe('recovery_code');
    expect(await tryWith(code)).toEqual(REFUSED);
    expect((await tryWith(other)).ok).toBe(true);
    expect((await listCodes(storage, ada.user.id)).filter(({ usedAt }) => usedAt)).toHaveLength(2);
  });

  it('are used once, of two tries at once', async () => {
    const [code = ''] = await newCodes();
    const both: Result[] = await Promise.all([tryWith(code), tryWith(code)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('are nobody else’s, and a right first group is not enough', async () => {
    await addOwner('berta', deps);
    const [code = ''] = await newCodes();
    expect(await tryWith(code, 'berta')).toEqual(REFUSED);
    expect(await tryWith(code, 'nobody')).toEqual(REFUSED);
    expect(await lastReason()).toBe('unknown_name');
    expect(await tryWith(`${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`)).toEqual(REFUSED);
    expect(await lastReason()).toBe('wrong_code');
    expect(await tryWith('')).toEqual(REFUSED);
  });

  it('are renewed as a set; all other sessions end', async () => {
    const [old = ''] = await newCodes();
    await openSession(ada.user, deps);
    const [fresh = ''] = await newCodes();
    expect(await storage.prisma.session.findMany()).toMatchObject([{ hash: ada.session.hash }]);
    expect(await tryWith(old)).toEqual(REFUSED);
    expect((await tryWith(fresh)).ok).toBe(true);
  });

  it('are limited: after five refusals a network waits, and so it does for names of nobody', async () => {
    const [code = ''] = await newCodes();
    for (const name of ['ada', 'nobody']) {
      for (let i = 0; i < 5; i++) expect(await tryWith('0000-0000-0000-0000-0000', name)).toEqual(REFUSED);
      expect(await tryWith(code, name)).toMatchObject({ code: 'too_many_attempts' });
    }
  });

  it('are answered in the same time, whoever’s the name is', async () => {
    let waited = 0;
    const until = async (time: number): Promise<void> => {
      waited += time;
    };
    const timed = { ...deps, timer: { now: () => 0, until } };
    await newCodes();
    for (const name of ['ada', 'nobody']) await logInWithCode({ name, code: '0000' }, VISITOR, timed);
    expect(waited).toBe(500);
  });

  it('compare an unknown code with a hash that nothing opens, of the same cost', async () => {
    const [{ kept, shown } = { kept: { hash: '' }, shown: '' }] = await drawCodes(1, ada.user.id, deps);
    expect(await isCode(shown.replaceAll('-', ''), kept.hash)).toBe(true);
    expect(await isCode(shown.replaceAll('-', ''), undefined)).toBe(false);
    expect(await isCode('', undefined)).toBe(false);
  });
});

describe('a code of the operator', () => {
  it('works as the person’s own, once, for a day; the one before ends, and their own stay', async () => {
    const [own = ''] = await newCodes();
    const before = await issueOperatorCode(ada.user, deps);
    const code = await issueOperatorCode(ada.user, deps);
    expect(await tryWith(before)).toEqual(REFUSED);
    expect((await tryWith(code)).ok).toBe(true);
    expect(await lastReason()).toBe('operator_code');
    expect(await tryWith(code)).toEqual(REFUSED);
    expect((await tryWith(own)).ok).toBe(true);
  });

  it('is over after a day, and swept; it is in the audit trail', async () => {
    const code = await issueOperatorCode(ada.user, deps);
    expect(await storage.prisma.auditEvent.findMany()).toMatchObject([
      { subject: 'ways in', reason: 'operator code issued', userId: ada.user.id },
    ]);
    deps.wait(OPERATOR_CODE_LIFETIME_MS);
    expect(await tryWith(code)).toEqual(REFUSED);
    await sweep(storage, deps.now());
    expect(await storage.prisma.recoveryCode.count()).toBe(0);
  });
});
