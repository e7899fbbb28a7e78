import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { env, parseEnv } from './env';

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DATA_DIR: 'db', TMP_DIR: 'tmp' });
  });

  it('takes an empty variable as absent', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '' })).toEqual(parseEnv({}));
  });

  it('reads template keys of 32 bytes, which no command may print beside', () => {
    const [one, other] = ['one', 'other'].map((text) => createHash('sha256').update(text).digest());
    const TEMPLATE_KEY = `${one?.toString('base64')}, ${other?.toString('base64')}`;
    expect(parseEnv({ TEMPLATE_KEY }).TEMPLATE_KEY?.map((key) => Buffer.from(key))).toEqual([one, other]);
    expect(() => parseEnv({ TEMPLATE_KEY, KEY_COMMAND: 'true' })).toThrow('KEY_COMMAND');
  });

  it('keeps API keys as hashes', () => {
    const { API_KEYS } = parseEnv({ API_KEYS: `${'a'.repeat(24)}, ${'b'.repeat(40)}` });
    expect(API_KEYS.map((hash) => hash.length)).toEqual([32, 32]);
    expect(parseEnv({}).API_KEYS).toEqual([]);
  });

  it('reads one voice model, or two', () => {
    expect(parseEnv({ VOICE_MODEL: 'one' }).VOICE_MODEL).toEqual(['one']);
    expect(parseEnv({ VOICE_MODEL: 'one, two' }).VOICE_MODEL).toEqual(['one', 'two']);
  });

  it.each([
    [{}, 'folder'],
    [{ DATABASE_URL: 'postgres://localhost/x' }, 'database'],
    [{ DATABASE_URL: 'postgres://localhost/x', TEMPLATE_STORE: 'folder' }, 'folder'],
    [{ TEMPLATE_STORE: 'database' }, 'database'],
  ])('keeps templates, given %j, in the %s', (given, store) => {
    expect(parseEnv(given).TEMPLATE_STORE).toBe(store);
  });

  it.each([
    [undefined, 'balanced'],
    ['strict', 'strict'],
    ['25000', 25_000],
  ])('reads the security level %s', (given, level) => {
    expect(parseEnv({ SECURITY_LEVEL: given }).SECURITY_LEVEL).toBe(level);
  });

  it.each([
    ['PORT', 'eighty'],
    ['API_KEYS', 'only-23-characters-long'],
    ['API_KEYS', `${'a'.repeat(24)},hunter2`],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['TEMPLATE_KEY', 'c2hvcnQ='],
    ['TEMPLATE_KEY', Buffer.alloc(32, 7).toString('base64')],
    ['TEMPLATE_KEY', Buffer.from('passwordpasswordpasswordpassword').toString('base64')],
    ['NEXTAUTH_SECRET', 'too short'],
    ['NEXTAUTH_SECRET', 'a'.repeat(64)],
    ['NEXTAUTH_SECRET', 'passwordpasswordpasswordpassword'],
    ['NEXTAUTH_SECRET', 'the same secret on every replica here'],
    ['TRUSTED_PROXIES', '-1'],
    ['TEMPLATE_STORE', 'cloud'],
    ['VOICE_MODEL', 'one-model,'],
    ['VOICE_MODEL', 'one-model,one-model'],
    ['VOICE_MODEL', 'a-model,b-model,c-model'],
    ['SECURITY_LEVEL', 'paranoid'],
    ['SECURITY_LEVEL', '77'],
    ['SECURITY_LEVEL', '2000.5'],
    ['SESSION_IDLE_MINUTES', '0'],
    ['SESSION_HOURS', '721'],
  ])('names a bad %s and keeps its value to itself', (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(name);
    expect(() => parseEnv({ [name]: value })).not.toThrow(value);
  });
});

describe('the configuration of the process', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it('leaves no API key in the environment, for this process and its children, and goes on knowing the hashes', async () => {
    const key = 'a-key-that-nobody-should-read';
    vi.stubEnv('API_KEYS', key);
    expect(env().API_KEYS).toHaveLength(1);
    expect(JSON.stringify(process.env)).not.toContain(key);
    const child = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' });
    expect(child).not.toContain(key);
    expect(env().API_KEYS).toHaveLength(1);
    vi.resetModules();
    expect((await import('./env')).env().API_KEYS).toEqual(env().API_KEYS);
  });
});

describe('what is written about the configuration', () => {
  const read = (path: string): string => readFileSync(path, 'utf8');
  const known = [
    ...new Set([...read('lib/env.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name as string)),
  ].sort();
  const example = [...read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)];

  it('finds the variables', () => {
    expect(known).toContain('SECURITY_LEVEL');
    expect(known.length).toBeGreaterThan(10);
  });

  it('is in .env.example: every variable and no other, with values that are valid', () => {
    expect(example.map(([, name]) => name).sort()).toEqual(known);
    expect(() => parseEnv(Object.fromEntries(example.map(([, name, value]) => [name, value])))).not.toThrow();
  });

  it('is in the table of docs/operations.md, but for NODE_ENV, which the commands set', () => {
    const rows = read('docs/operations.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+`/.test(line));
    const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect(told.sort()).toEqual(known.filter((name) => name !== 'NODE_ENV'));
  });
});
