import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runScript } from '@/lib/testing/run-script';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const files = Object.values(scripts).flatMap((line) => line.match(/scripts\/\S+\.(ts|mjs)/g) ?? []);
const commands = [...new Set(files)];

it('every command that runs our code lies in scripts/', () => {
  expect(Object.values(scripts).filter((line) => /\b(tsx|node) (?!--import tsx )(?!scripts\/)/.test(line))).toEqual([]);
});

describe.each(commands)('%s', (file) => {
  it('ends with 0 for --help, with its usage on standard output', async () => {
    const { status, out, err } = await runScript(file, ['--help']);
    expect(status).toBe(0);
    expect(out).toMatch(/^ *(npm|node) .+/m);
    expect(err).toBe('');
  });

  it('ends with 2 for arguments that it does not know, with its usage on standard error', async () => {
    const { status, out, err } = await runScript(file, ['--no-such-option']);
    expect(status).toBe(2);
    expect(err).toMatch(/^ *(npm|node) .+/m);
    expect(out).toBe('');
  });
});
