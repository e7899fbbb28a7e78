import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { readSecrets } from './secrets';

let folder: string;
let lines: string[];
const read = (env = {}) => readSecrets(parseEnv(env), folder, (line) => lines.push(line));

beforeEach(async () => {
  lines = [];
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the secrets', () => {
  it('are made once, for the owner only, and reported in one line that does not tell them', async () => {
    const made = await read();
    expect(await read()).toEqual(made);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(made.sessionSecret);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });

  it('are the same for all that start together', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => read()));
    for (const secrets of all) expect(secrets).toEqual(all[0]);
    expect(lines).toHaveLength(1);
  });

  it('are the operator’s when given, and nothing is written then', async () => {
    const secret = 's'.repeat(40);
    const key = Buffer.alloc(32, 3).toString('base64');
    const secrets = await read({ NEXTAUTH_SECRET: secret, TEMPLATE_KEY: key });
    expect(secrets).toEqual({ sessionSecret: secret, templateKey: new Uint8Array(32).fill(3) });
    expect(await readdir(folder)).toEqual([]);
  });

  it('are refused when others may read the file', async () => {
    await read();
    await chmod(join(folder, 'secrets.json'), 0o644);
    await expect(read()).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  it.each(['', 'nonsense', '{}', '{"sessionSecret":"","templateKey":""}'])(
    'are refused when the file says %j',
    async (text) => {
      await writeFile(join(folder, 'secrets.json'), text, { mode: 0o600 });
      await expect(read()).rejects.toMatchObject({ code: 'storage_damaged' });
      expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe(text);
    },
  );
});
