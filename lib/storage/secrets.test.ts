import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEnv } from '@/lib/env';
import { testKey } from '@/lib/testing/data-keys';
import { masterKey } from './keys/master-keys';
import { readSecrets } from './secrets';

let root: string;
let data: string;
let keys: string;
let lines: string[];

const FRESH = { hasDataKeys: false, exclusive: true };
const read = async (env = {}, state = FRESH, folder = data) => {
  const secrets = await readSecrets(parseEnv({ KEY_DIR: keys, ...env }), folder, state, (line) => lines.push(line));
  return { sessionSecret: secrets.sessionSecret, keys: secrets.masterKeys.all().map(({ id }) => id) };
};
const base64 = (key: Uint8Array): string => Buffer.from(key).toString('base64');
const SECRET = base64(testKey('session'));

beforeEach(async () => {
  lines = [];
  root = await mkdtemp(join(tmpdir(), 'open-sesame-secrets-'));
  data = join(root, 'db');
  keys = join(root, 'keys');
  await mkdir(data);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

describe('the secrets', () => {
  it('are made once, apart from the data, for the owner only, and reported in one line that does not tell them', async () => {
    const made = await read();
    expect(await read()).toEqual(made);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(keys);
    expect(lines[0]).not.toContain(made.sessionSecret);
    expect((await readdir(keys)).sort()).toEqual(['master-1.key', 'session-secret']);
    for (const name of await readdir(keys)) expect((await stat(join(keys, name))).mode & 0o777).toBe(0o600);
    expect((await stat(keys)).mode & 0o777).toBe(0o700);
    expect(await readdir(data)).toEqual([]);
  });

  it('lie in the configuration folder of the user unless told otherwise, of each data folder apart', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', join(root, 'configuration'));
    const one = await read({ KEY_DIR: '' });
    expect(await read({ KEY_DIR: '' })).toEqual(one);
    await mkdir(join(root, 'other'));
    const other = await read({ KEY_DIR: '' }, FRESH, join(root, 'other'));
    expect(other.keys).not.toEqual(one.keys);
    const ids = await Promise.all([data, join(root, 'other')].map((each) => readFile(join(each, 'folder-id'), 'utf8')));
    expect((await readdir(join(root, 'configuration', 'open-sesame'))).sort()).toEqual(
      ids.map((id) => id.trim()).sort(),
    );
  });

  it('are the same for all that start together', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => read()));
    for (const secrets of all) expect(secrets).toEqual(all[0]);
  });

  it('are the operator’s when given, and nothing is written then', async () => {
    const env = { NEXTAUTH_SECRET: SECRET, TEMPLATE_KEY: `${base64(testKey('new'))},${base64(testKey('old'))}` };
    const ids = [testKey('new'), testKey('old')].map((key) => masterKey(key).id);
    expect(await read(env)).toEqual({ sessionSecret: SECRET, keys: ids });
    expect(await readdir(root)).toEqual(['db']);
  });

  it('come from a command where there is one, and what it prints is never told', async () => {
    const env = {
      NEXTAUTH_SECRET: SECRET,
      KEY_COMMAND: `printf '%s\\n%s\\n' ${base64(testKey('a'))} ${base64(testKey('b'))}`,
    };
    expect((await read(env)).keys).toEqual([testKey('a'), testKey('b')].map((key) => masterKey(key).id));
    for (const KEY_COMMAND of ['exit 1', 'printf c2hvcnQ=', 'true', 'no-such-program']) {
      const failing = read({ NEXTAUTH_SECRET: SECRET, KEY_COMMAND });
      await expect(failing).rejects.toMatchObject({ code: 'configuration_invalid' });
      await expect(failing).rejects.not.toThrow('c2hvcnQ=');
    }
  });

  it.each(['session-secret', 'master-1.key'])('are refused when others may read %s', async (name) => {
    await read();
    await chmod(join(keys, name), 0o644);
    await expect(read()).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it.each(['session-secret', 'master-1.key'])('are refused when %s is not as it was written', async (name) => {
    await read();
    await writeFile(join(keys, name), 'nonsense');
    await expect(read()).rejects.toMatchObject({ code: 'storage_damaged' });
    expect(await readFile(join(keys, name), 'utf8')).toBe('nonsense');
  });

  it('are not made anew where templates need those that are gone', async () => {
    await read();
    await rm(keys, { recursive: true });
    await expect(read({}, { ...FRESH, hasDataKeys: true })).rejects.toMatchObject({ code: 'storage_damaged' });
    expect((await readdir(keys).catch(() => [])).filter((name) => name.startsWith('master'))).toEqual([]);
  });
});

describe('secrets that lie beside the data, as they once did', () => {
  const old = { sessionSecret: SECRET, templateKey: base64(testKey('template')) };
  const ID = masterKey(testKey('template')).id;
  const writeOld = (content: unknown = old): Promise<void> =>
    writeFile(join(data, 'secrets.json'), typeof content === 'string' ? content : JSON.stringify(content), {
      mode: 0o600,
    });

  it('move out of the data, and a new master key comes before the one that backups hold', async () => {
    await writeOld();
    const moved = await read();
    expect(moved.sessionSecret).toBe(SECRET);
    expect(moved.keys).toEqual([expect.not.stringMatching(ID), ID]);
    expect(await readdir(data)).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(await read()).toEqual(moved);
  });

  it('keep their key as the current one where other servers have it too', async () => {
    await writeOld();
    expect((await read({}, { hasDataKeys: false, exclusive: false })).keys).toEqual([ID]);
  });

  it.each([1, 2, 3])(
    'move at the next start when the first %i steps were all that a killed process did',
    async (steps) => {
      await writeOld();
      await mkdir(keys);
      const files = [
        ['session-secret', SECRET],
        ['master-0.key', old.templateKey],
        ['master-1.key', base64(testKey('new'))],
      ] as const;
      for (const [name, content] of files.slice(0, steps)) await writeFile(join(keys, name), content, { mode: 0o600 });
      const moved = await read();
      expect([moved.sessionSecret, moved.keys.length, moved.keys[1]]).toEqual([SECRET, 2, ID]);
      expect(await readdir(data)).toEqual([]);
    },
  );

  it('are left, and nothing starts, where the key folder is that of another data folder', async () => {
    await read();
    await writeOld();
    await expect(read()).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect(await readdir(data)).toEqual(['secrets.json']);
  });

  it('are refused when others may read them', async () => {
    await writeOld();
    await chmod(join(data, 'secrets.json'), 0o644);
    await expect(read()).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it.each(['', 'nonsense', '{}', '{"sessionSecret":"","templateKey":""}'])(
    'are refused when the file says %j',
    async (text) => {
      await writeOld(text);
      await expect(read()).rejects.toMatchObject({ code: 'storage_damaged' });
      expect(await readFile(join(data, 'secrets.json'), 'utf8')).toBe(text);
    },
  );
});
