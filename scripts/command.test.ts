import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const files = Object.values(scripts).flatMap((line) => line.match(/scripts\/\S+\.(ts|mjs)/g) ?? []);
const commands = [...new Set(files)];

const { argv } = process;
let out: string;
let err: string;

beforeEach(() => {
  [out, err] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    out += line;
  });
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    err += line;
  });
  // It would end the worker.
  vi.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Error(`exit ${status}`);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.argv = argv;
  process.exitCode = undefined;
});

/** Runs a command in this process with these words. */
async function run(file: string, ...words: string[]): Promise<number | string | null | undefined> {
  vi.resetModules();
  process.argv = [process.execPath, file, ...words];
  await import(/* @vite-ignore */ `../${file}`);
  return process.exitCode;
}

it('every command that runs our code lies in scripts/', () => {
  expect(Object.values(scripts).filter((line) => /\b(tsx|node) (?!--import tsx )(?!scripts\/)/.test(line))).toEqual([]);
});

describe.each(commands)('%s', (file) => {
  it('ends with 0 for --help, with its usage on standard output', async () => {
    expect((await run(file, '--help')) ?? 0).toBe(0);
    expect(out).toMatch(/^ *(npm|node) .+/m);
    expect(err).toBe('');
  });

  it('ends with 2 for arguments that it does not know, with its usage on standard error', async () => {
    expect(await run(file, '--no-such-option')).toBe(2);
    expect(err).toMatch(/^ *(npm|node) .+/m);
    expect(out).toBe('');
  });
});
