import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { noticeLetter } from '@/components/letters/notice';
import { recordAct } from '@/lib/storage/audit';
import { setEmail } from '@/lib/storage/email-addresses';
import { answerTries, setLocked, type User } from '@/lib/storage/users';
import { noteLogin } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { addOwner, waysDeps } from '@/lib/testing/ways-in';
import type { Letter } from './mailer';
import { NOTICE_EVERY_MS, tellOfTries } from './notices';

const ADDRESS = 'ada@example.org';
const MINUTE = 60_000;

let storage: TestStorage;
let deps: ReturnType<typeof waysDeps>;
let sent: Letter[];
let ada: User;

const refuse = async (times: number, user = ada): Promise<void> => {
  for (let i = 0; i < times; i++) {
    deps.wait(MINUTE);
    await noteLogin(storage, user, 'reject', deps.now());
  }
};
const tell = (): Promise<void> => tellOfTries(noticeLetter, deps);

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(async () => {
  await emptyTables(storage);
  sent = [];
  deps = { ...waysDeps(storage), mailer: { send: async (letter) => void sent.push(letter) } };
  ada = (await addOwner('ada', deps)).user;
  await setEmail(storage, { userId: ada.id, address: ADDRESS, locale: 'de-DE', confirmedAt: deps.now() });
});

describe('a letter about failed tries', () => {
  it('goes to the person after the third, in the language of who confirmed the address', async () => {
    await refuse(2);
    await tell();
    expect(sent).toEqual([]);
    await refuse(1);
    await tell();
    expect(sent).toMatchObject([{ to: ADDRESS, subject: 'Fehlversuche mit deinem Namen bei Open Sesame' }]);
    expect(sent[0]?.text).toContain('als ada anmelden und wurde abgewiesen, 3-mal seit 01.01.2026');
    expect(sent[0]?.text).toContain('https://sesame.example/protected');
  });

  it('comes once in 24 hours, however many fail, and whichever process looks', async () => {
    await refuse(5);
    await Promise.all([tell(), tell()]);
    await refuse(5);
    await tell();
    expect(sent).toHaveLength(1);
    deps.wait(NOTICE_EVERY_MS);
    await refuse(3);
    await tell();
    expect(sent).toHaveLength(2);
  });

  it('does not come of tries that the person has seen, or has answered for', async () => {
    await refuse(3);
    const session = { kind: 'session', outcome: 'accept', subject: 'opened', userId: ada.id } as const;
    await recordAct(storage, session, deps.now());
    deps.wait(MINUTE);
    await refuse(2);
    await tell();
    await refuse(1);
    await answerTries(storage, ada.id, deps.now(), false);
    await tell();
    expect(sent).toEqual([]);
  });

  it('goes to nobody without a confirmed address, or whom the operator has locked', async () => {
    const { user: berta } = await addOwner('berta', deps);
    await refuse(3, berta);
    await refuse(3);
    await setLocked(storage, ada.id, deps.now());
    await tell();
    expect(sent).toEqual([]);
  });

  it('that the mail server does not take is told to the operator, without the address', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await refuse(3);
    const send = async (): Promise<void> => {
      throw new Error(`no such mailbox: ${ADDRESS}`);
    };
    await tellOfTries(noticeLetter, { ...deps, mailer: { send } });
    expect(JSON.stringify(told.mock.calls)).not.toContain(ADDRESS);
    expect(told).toHaveBeenCalledOnce();
    told.mockRestore();
  });
});
