import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { isFittedOn, printedRow } from './rates';
import { evaluateReplay } from './replay';
import { SOUND_DISGUISES } from './sound-disguises';

describe('a row of the table', () => {
  it('counts what was caught, with an interval after Wilson and the range of the scores', () => {
    const row = printedRow({ name: 'cut', scores: [10, 70, 80, 90], isCaught: (score) => score >= 60 });
    expect(row).toBe('| cut | 3 of 4 | 75.0 % [30.1 %, 95.4 %] | 10.0 / 80.0 / 90.0 |');
  });
});

describe('the halves', () => {
  it('part people by name, about evenly and always alike', () => {
    const people = Array.from({ length: 200 }, (_, i) => `speaker-${i}`);
    const fitted = people.filter(isFittedOn);
    expect(fitted.length).toBeGreaterThan(70);
    expect(fitted.length).toBeLessThan(130);
    expect(people.filter(isFittedOn)).toEqual(fitted);
  });
});

describe('disguises of sound', () => {
  const random = seededRandom(1);
  const audio = Float32Array.from({ length: 16_000 }, () => random() - 0.5);

  it('put pieces in another order and lose none', async () => {
    const pieces = await SOUND_DISGUISES['in four pieces, in another order']?.(audio, audio);
    expect(pieces?.toSorted()).toEqual(audio.toSorted());
    expect(pieces).not.toEqual(audio);
    expect(pieces?.slice(0, 4_000)).toEqual(audio.slice(8_000, 12_000));
  });

  it('cut to the middle', async () => {
    const long = Float32Array.from({ length: 80_000 }, (_, i) => i / 80_000);
    expect(await SOUND_DISGUISES['cut to its middle 2.5 s']?.(long, long)).toEqual(long.slice(20_000, 60_000));
  });
});

describe('the command', () => {
  it('says what it needs', async () => {
    await expect(evaluateReplay([])).rejects.toThrow('--voices is needed');
    await expect(evaluateReplay(['--voices', 'x', '--half', 'all'])).rejects.toThrow('--half is report or fit');
    await expect(evaluateReplay(['--voices', 'x', '--recordings', '1'])).rejects.toThrow('--recordings');
  });
});
