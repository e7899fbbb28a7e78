import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { madeUpCepstra } from '@/lib/testing/made-up-cepstra';
import { type Cepstra, COEFFICIENTS, meanNormaliseCepstra } from './cepstra';
import { COMPONENTS, enrolMixture, packMixture, scoreMixtures, unpackMixture } from './mixture-score';
import { startMixture, trainMixture } from './mixture-training';

const speaker = (person: number, take: number, frames?: number): Cepstra =>
  meanNormaliseCepstra(madeUpCepstra(person, take, frames));

const crowd = Float32Array.from([11, 12, 13, 14, 15, 16, 17, 18].flatMap((person) => [...speaker(person, 0).data]));
const background = trainMixture(startMixture(crowd, COEFFICIENTS, COMPONENTS, seededRandom(1)), crowd, 10).mixture;

describe('the second opinion about a voice', () => {
  it.each([1, 2, 3, 4])('is above 0 for person %i and below for everybody else', (person) => {
    const enrolled = [1, 2, 3].map((take) => enrolMixture(speaker(person, take), background));
    expect(scoreMixtures(speaker(person, 9), enrolled, background)).toBeGreaterThan(0);
    for (const other of [1, 2, 3, 4])
      if (other !== person) expect(scoreMixtures(speaker(other, 9), enrolled, background)).toBeLessThan(0);
  });

  it('takes the enrolled recording that fits best', () => {
    const [one, other] = [enrolMixture(speaker(1, 1), background), enrolMixture(speaker(2, 1), background)];
    const probe = speaker(1, 9);
    expect(scoreMixtures(probe, [other, one], background)).toBe(scoreMixtures(probe, [one], background));
  });

  it('does not depend on the colour of the microphone', () => {
    const plain = speaker(1, 1);
    const coloured = meanNormaliseCepstra({ ...plain, data: plain.data.map((value, i) => value + (i % COEFFICIENTS)) });
    const enrolled = [enrolMixture(plain, background)];
    const difference = scoreMixtures(coloured, enrolled, background) - scoreMixtures(plain, enrolled, background);
    expect(difference).toBeCloseTo(0, 4);
  });

  it('is refused without anybody enrolled, and for a probe that is empty or not finite', () => {
    const enrolled = [enrolMixture(speaker(1, 1), background)];
    const broken = { data: new Float32Array(COEFFICIENTS).fill(Number.NaN), frames: 1 };
    expect(() => scoreMixtures(speaker(1, 1), [], background)).toThrow(RangeError);
    expect(() => scoreMixtures(speaker(1, 1, 0), enrolled, background)).toThrow(RangeError);
    expect(() => scoreMixtures(broken, enrolled, background)).toThrow(RangeError);
    expect(() => enrolMixture(broken, background)).toThrow(RangeError);
  });
});

describe('a packed mixture', () => {
  const packed = packMixture(background);

  it('comes back as it was', () => {
    expect(packMixture(unpackMixture(packed))).toEqual(packed);
  });

  it.each<[string, (values: Float32Array) => Float32Array]>([
    ['too short', (values) => values.subarray(1)],
    ['too long', (values) => Float32Array.of(...values, 1)],
    ['not finite', (values) => values.with(7, Number.NaN)],
    ['with a negative weight', (values) => values.with(0, -1)],
    ['with weights that are not 1 together', (values) => values.with(0, 5)],
    ['with a variance of 0', (values) => values.with(values.length - 1, 0)],
  ])('%s is refused', (_, change) => {
    expect(() => unpackMixture(change(packed.slice()))).toThrow(RangeError);
  });
});
