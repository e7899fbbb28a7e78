import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runScript } from '@/lib/testing/run-script';
import { wav } from '@/lib/testing/wav';

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

/** Speakers of silence, who can be read and say nothing, and people of whom files are no pictures. */
async function brokenData(folder: string): Promise<void> {
  const silence = wav(new Float32Array(16_000), 16_000);
  for (const person of ['ada', 'berta'])
    for (const [kind, extension, bytes] of [
      ['faces', 'jpg', Buffer.from('no picture')],
      ['voices', 'wav', silence],
      ['mute', 'wav', Buffer.from('no recording')],
    ] as const) {
      await mkdir(join(folder, kind, person), { recursive: true });
      for (const n of [1, 2, 3, 4]) await writeFile(join(folder, kind, person, `${n}.${extension}`), bytes);
    }
  await mkdir(join(folder, 'listed'));
  await writeFile(join(folder, 'listed', 'pairs.csv'), 'a,b,same\n1.jpg,2.jpg,yes\n');
}

it('a picture that is none, a recording that is none and a list of files that are not there are told in one line, and nothing is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  const [faces, voices, mute] = ['faces', 'voices', 'mute'].map((name) => join(folder, name));
  const out = ['--out', join(folder, 'out')];
  try {
    await brokenData(folder);
    for (const [words, told] of [
      [
        ['login', '--faces', faces!, '--voices', voices!, ...out],
        /\.jpg is no picture that can be read \(unsupported_media\)$/,
      ],
      [['login', '--faces', faces!, '--voices', mute!, ...out], /\.wav is no recording that can be read/],
      [['ensemble', '--faces', faces!, '--voices', mute!, ...out], /\.wav is no recording that can be read/],
      [['quality', '--data', faces!, ...out], /\.jpg is no picture that can be read/],
      [
        ['quality', '--data', join(folder, 'listed'), ...out],
        /names 2 of 2 files that are not there; the first: 1\.jpg$/,
      ],
      [['early-verdicts', '--data', mute!], /\.wav is no recording that can be read/],
      [['template-protection', '--voices', mute!], /\.wav is no recording that can be read/],
    ] as const) {
      const { status, err } = await evaluate(...words);
      expect([words[0], status]).toEqual([words[0], 2]);
      expect(err).toMatch(/^[^\n]+\n$/);
      expect(err.trimEnd()).toMatch(told);
    }
    expect(existsSync(join(folder, 'out'))).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 240_000);

it('data without people are refused in one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  try {
    for (const words of [
      ['voice', '--data', folder],
      ['face', '--data', folder],
      ['login', '--faces', folder, '--voices', folder],
      ['ensemble', '--faces', folder, '--voices', folder],
      ['quality', '--data', folder],
      ['detection', '--data', folder],
      ['burst-spread', '--data', folder],
      ['early-verdicts', '--data', folder],
      ['template-protection', '--voices', folder],
      ['replay', '--voices', folder],
      ['pad', '--live', folder, '--spoof', folder],
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
