import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '@/lib/evaluation/report/report';
import { evaluateVoice } from './voice';

let folder: string;

/** Two recordings each of four synthetic voices, and a file that is none. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  for (const speaker of ['awb', 'edwin', 'slt', 'fiona']) {
    await mkdir(join(folder, 'data', speaker), { recursive: true });
    for (const n of [1, 2])
      await copyFile(`lib/testing/voices/${speaker}-${n}.ogg`, join(folder, 'data', speaker, `${n}.ogg`));
  }
  await writeFile(join(folder, 'data', 'awb', '3.ogg'), 'not sound');
});

afterAll(() => rm(folder, { recursive: true }));

describe('the evaluation of voices', () => {
  it('finds that synthetic voices are told apart, and counts what could not be read', async () => {
    const out = join(folder, 'out');
    await evaluateVoice(['--data', join(folder, 'data'), '--out', out, '--threshold', '0.6']);
    const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as Report;
    expect(report.trials).toEqual({ genuine: 4, impostor: 24 });
    expect(report.eer).toBe(0);
    expect(report.failureToAcquire).toBeCloseTo(1 / 9);
    expect(report.atThreshold?.falseMatchRate).toBe(0);
  });

  it('writes its rates into the row of a page that it is told, and refuses a page without one', async () => {
    const page = join(folder, 'page.md');
    const [begin, end] = ['<!-- begin voices: made by a command, see --markdown -->', '<!-- end voices -->'];
    await writeFile(page, `${begin}\n| probes | trials |\n|---|---|\n| clean | old |\n${end}\n`);
    const args = ['--data', join(folder, 'data'), '--markdown', page];
    await evaluateVoice([...args, '--row', 'voices/clean']);
    expect(await readFile(page, 'utf8')).toMatch(/\n\| clean \| 4 \/ 24 \| 0\.0 \[0\.0, 0\.0\] \| .+ \|\n<!-- end/);
    await expect(evaluateVoice([...args, '--row', 'others/clean'])).rejects.toThrow('no table others');
    await expect(evaluateVoice(args)).rejects.toThrow('--markdown wants --row');
  });

  it('enrols, degrades and normalises when asked', async () => {
    const out = join(folder, 'noisy');
    const args = ['--enrol', '1', '--condition', 'babble', '--seconds', '3', '--normalise', '--refuse'];
    await evaluateVoice(['--data', join(folder, 'data'), '--out', out, ...args]);
    const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as Report;
    expect(report.trials).toEqual({ genuine: 4, impostor: 12 });
    expect(report.settings).toMatchObject({ enrol: 1, condition: 'babble at 10 dB', seconds: 3, normalise: true });
  });

  it.each([
    [[]],
    [['--data', 'x', '--condition', 'underwater']],
    [['--data', 'x', '--enrol', 'many']],
    [['--data', 'x', '--seconds', '-1']],
    [['--unknown']],
  ])('refuses the arguments %j', async (args) => {
    await expect(evaluateVoice(args)).rejects.toThrow(TypeError);
  });
});
