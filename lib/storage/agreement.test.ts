import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { agree, agreeAnew, agreeOnMasterKey, type Own } from './agreement';
import { fixedKeys } from './keys/master-keys';

let storage: TestStorage;
let folder: string;
let own: Own;

beforeAll(async () => {
  storage = await openTestStorage();
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-agreement-'));
});
afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await storage.prisma.agreement.deleteMany();
  own = {
    sessionSecret: 's'.repeat(32),
    masterKeys: fixedKeys([new Uint8Array(32)]),
    dataDir: storage.dataDir,
    templatesInFolder: true,
  };
});

describe('servers on one database', () => {
  it('start where they share the secrets and the data folder, and start again', async () => {
    await Promise.all([1, 2, 3].map(() => agree(storage.prisma, own)));
    await agree(storage.prisma, own);
    expect(await storage.prisma.agreement.count()).toBe(3);
  });

  it.each([
    ['session secret', 'NEXTAUTH_SECRET', () => ({ sessionSecret: 't'.repeat(32) })],
    ['template key', 'TEMPLATE_KEY', () => ({ masterKeys: fixedKeys([new Uint8Array(32).fill(1)]) })],
    ['data folder', 'DATA_DIR', () => ({ dataDir: folder })],
  ] as const)('are refused with another %s, by its name, until that is agreed anew', async (_, subject, other) => {
    await agree(storage.prisma, own);
    const changed = { ...own, ...other() };
    await expect(agree(storage.prisma, changed)).rejects.toMatchObject({
      code: 'configuration_invalid',
      message: expect.stringContaining(`npm run agree -- ${subject}`),
    });
    await agree(storage.prisma, own);
    await agreeAnew(storage.prisma, changed, [subject]);
    await agree(storage.prisma, changed);
    await expect(agree(storage.prisma, own)).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it('may know the new master key before the old one while it is exchanged, and must know it afterwards', async () => {
    await agree(storage.prisma, own);
    const [older] = own.masterKeys.all();
    const newer = new Uint8Array(32).fill(9);
    const both = { ...own, masterKeys: fixedKeys([newer, older.key]) };
    await agree(storage.prisma, both);
    await agree(storage.prisma, own);
    await agreeOnMasterKey(storage.prisma, both.masterKeys);
    await agree(storage.prisma, both);
    await agree(storage.prisma, { ...own, masterKeys: fixedKeys([newer]) });
    await expect(agree(storage.prisma, own)).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it('may each have a data folder of their own where it holds no templates', async () => {
    await agree(storage.prisma, own);
    await agree(storage.prisma, { ...own, dataDir: folder, templatesInFolder: false });
  });

  it('leave nothing of the secrets in the database, nor anything that two databases have in common', async () => {
    await agree(storage.prisma, own);
    const rows = JSON.stringify(await storage.prisma.agreement.findMany());
    expect(rows).not.toContain(own.sessionSecret);
    expect(rows).not.toContain(Buffer.from(own.masterKeys.all()[0].key).toString('hex'));
  });
});
