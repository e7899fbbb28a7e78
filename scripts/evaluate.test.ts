import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runScript } from '@/lib/testing/run-script';

const evaluate = (...words: string[]) => runScript('scripts/evaluate.ts', words);

it('every evaluation says how it is used, and ends with 0', async () => {
  const { err } = await evaluate();
  const kinds = /say what to evaluate: (.+)/.exec(err)?.[1]?.split(', ') ?? [];
  expect(kinds.length).toBeGreaterThan(8);
  for (const kind of kinds) {
    const { status, out, err: problem } = await evaluate(kind, '--help');
    expect([kind, status, problem]).toEqual([kind, 0, '']);
    expect(out).toMatch(new RegExp(`^npm run evaluate -- ${kind} `));
  }
}, 120_000);

it('data without people are refused in one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  try {
    for (const words of [
      ['voice', '--data', folder],
      ['face', '--data', folder],
      ['login', '--faces', folder, '--voices', folder],
      ['voice', '--data', join(folder, 'nowhere')],
      ['face', '--data', folder, '--pairs', join(folder, 'nowhere.csv')],
    ]) {
      const { status, out, err } = await evaluate(...words);
      expect([words[0], status, out]).toEqual([words[0], 2, '']);
      expect(err).toMatch(/^[^\n]+\n$/);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
