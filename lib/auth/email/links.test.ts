import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mailer } from '@/lib/runtime/mailer';
import type { SessionHolder } from '@/lib/storage/sessions';
import { redeemTicket } from '@/lib/storage/tickets';
import { secretIn, startMailServer } from '@/lib/testing/mail-server';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, openSession, VISITOR, type WaysDeps, waysDeps } from '@/lib/testing/ways-in';
import { addEmail, confirmEmail, LINK_LIFETIME_MS, logInWithLink, removeEmail, sendLogInLink } from './links';

const ADDRESS = 'ada@example.org';
const OVER = { ok: false, code: 'attempt_ended' };
const write = (link: string) => ({ subject: 'A link', text: `Please follow ${link}` });

const storage = await openTestStorage();
const mail = await startMailServer();

let deps: WaysDeps;
let ada: SessionHolder;

afterAll(async () => {
  await storage.close();
  await mail.stop();
});
beforeEach(async () => {
  await emptyTables(storage);
  mail.letters.length = 0;
  const configured = mailer({ SMTP_URL: mail.url, SMTP_FROM: 'sesame@example.org' });
  deps = { ...waysDeps(storage), mailer: configured };
  ada = await addOwner('ada', deps);
});

const lettersTo = (to: string) => mail.letters.filter((letter) => letter.to === to);

/** The secret behind the link of the newest letter. */
async function newestSecret(letters = 1): Promise<string> {
  await vi.waitFor(() => expect(lettersTo(ADDRESS)).toHaveLength(letters));
  return secretIn(lettersTo(ADDRESS).at(-1));
}

async function confirmed(): Promise<void> {
  expect(await addEmail(ada, { address: ADDRESS, from: VISITOR.address }, write, deps)).toEqual({ ok: true });
  expect(await confirmEmail(ada, { secret: await newestSecret(), locale: 'de-DE' }, deps)).toEqual({ ok: true });
}

describe('an address', () => {
  it('is the person’s once they follow the link, which leads to the site and tells its secret behind the #', async () => {
    await openSession(ada.user, deps);
    await addEmail(ada, { address: ADDRESS, from: VISITOR.address }, write, deps);
    const secret = await newestSecret();
    expect(lettersTo(ADDRESS)[0]?.text).toContain('https://sesame.example/account/email#');
    expect(await storage.prisma.emailAddress.count()).toBe(0);
    expect(await confirmEmail(ada, { secret, locale: 'de-DE' }, deps)).toEqual({ ok: true });
    expect(await storage.prisma.emailAddress.findMany()).toMatchObject([{ userId: ada.user.id, address: ADDRESS }]);
    expect(await storage.prisma.session.count()).toBe(1);
    expect(await confirmEmail(ada, { secret, locale: 'de-DE' }, deps)).toEqual(OVER);
    expect(JSON.stringify(await storage.prisma.auditEvent.findMany())).not.toContain(ADDRESS);
  });

  it('is confirmed by nobody else, and not after fifteen minutes', async () => {
    const berta = await addOwner('berta', deps);
    await addEmail(ada, { address: ADDRESS, from: VISITOR.address }, write, deps);
    expect(await confirmEmail(berta, { secret: await newestSecret(), locale: 'de-DE' }, deps)).toEqual(OVER);
    await addEmail(ada, { address: ADDRESS, from: VISITOR.address }, write, deps);
    const late = await newestSecret(2);
    deps.wait(LINK_LIFETIME_MS);
    expect(await confirmEmail(ada, { secret: late, locale: 'de-DE' }, deps)).toEqual(OVER);
  });

  it('cannot be added without a mail server, and where it takes nothing the person is told', async () => {
    const to = { address: ADDRESS, from: VISITOR.address };
    expect(await addEmail(ada, to, write, { ...deps, mailer: undefined })).toMatchObject({
      code: 'method_not_allowed',
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const away = mailer({ SMTP_URL: 'smtp://127.0.0.1:1', SMTP_FROM: 'sesame@example.org' });
    expect(await addEmail(ada, to, write, { ...deps, mailer: away })).toMatchObject({ code: 'unavailable' });
    expect(JSON.stringify(log.mock.calls)).not.toContain(ADDRESS);
    log.mockRestore();
  });
});

describe('a link to log in', () => {
  it('opens, once, a session that is good for a way in only', async () => {
    await confirmed();
    expect(await sendLogInLink('Ada', VISITOR.address, write, deps)).toEqual({ ok: true });
    const secret = await newestSecret(2);
    const result = await logInWithLink(secret, VISITOR, deps);
    if (!result.ok) throw new Error(result.code);
    expect(await redeemTicket(storage, result.ticket, deps.now())).toMatchObject({ amr: ['recovery'] });
    expect(await logInWithLink(secret, VISITOR, deps)).toEqual(OVER);
  });

  it('is promised to everybody and sent to who has confirmed an address', async () => {
    await addOwner('berta', deps);
    await confirmed();
    for (const name of ['nobody', 'berta', 'ada'])
      expect(await sendLogInLink(name, VISITOR.address, write, deps)).toEqual({ ok: true });
    await newestSecret(2);
    expect(mail.letters).toHaveLength(2);
  });

  it('is over after fifteen minutes, when another was sent, and when the address was removed', async () => {
    await confirmed();
    await sendLogInLink('ada', VISITOR.address, write, deps);
    const first = await newestSecret(2);
    await sendLogInLink('ada', VISITOR.address, write, deps);
    const second = await newestSecret(3);
    expect(await logInWithLink(first, VISITOR, deps)).toEqual(OVER);
    await removeEmail(ada, deps);
    expect(await logInWithLink(second, VISITOR, deps)).toEqual(OVER);
  });

  it('is not the one that confirms an address', async () => {
    await addEmail(ada, { address: ADDRESS, from: VISITOR.address }, write, deps);
    expect(await logInWithLink(await newestSecret(), VISITOR, deps)).toEqual(OVER);
  });

  it('fills nobody’s mailbox: three letters an hour under a name', async () => {
    await confirmed();
    for (let i = 0; i < 2; i++) expect(await sendLogInLink('ada', VISITOR.address, write, deps)).toEqual({ ok: true });
    expect(await sendLogInLink('ada', '198.51.100.7', write, deps)).toMatchObject({ code: 'too_many_attempts' });
  });
});
