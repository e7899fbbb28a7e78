import { expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { type Embedding, l2Normalise } from '@/lib/math/vector';
import { type HeardRecording, voiceThresholds } from './voice-thresholds';

const EVIDENCE = { name: 'made-up voices', date: '2026-11-21' };

/** People with a direction each, and recordings that are off it by `noise`. */
function recordings(people: number, noise: number, group = 'all'): HeardRecording[] {
  const random = seededRandom(3);
  const direction = (): Embedding => Float32Array.from({ length: 64 }, () => gaussian(random));
  return Array.from({ length: people }, (_, person) => {
    const voice = direction();
    return Array.from({ length: 5 }, () => {
      const heard = l2Normalise(voice.map((value) => value + noise * gaussian(random)));
      return { subject: `${group}/${person}`, group, whole: heard, short: heard };
    });
  }).flat();
}

it('one stranger in a hundred reaches the thresholds, and a better model finds more people', () => {
  const { calibration, pairs, impostors, enrolment } = voiceThresholds(recordings(30, 0.5), EVIDENCE);
  for (const { falseMatchRate, similarity } of [calibration, pairs]) {
    expect(falseMatchRate).toBeLessThanOrEqual(0.01);
    expect(falseMatchRate).toBeGreaterThan(0.005);
    expect(similarity).toBeLessThan(0.5);
  }
  expect(calibration.dataset).toContain('30 speakers of made-up voices');
  expect(calibration.dataset).toContain('150 genuine and 21750 impostor trials; FNMR 0.0 %');
  expect(Math.abs(impostors.mean)).toBeLessThan(0.02);
  expect(impostors.most).toBeGreaterThan(impostors.least);
  const worse = voiceThresholds(recordings(30, 1), EVIDENCE);
  expect(worse.impostors.most).toBeLessThan(impostors.most);
  expect(worse.enrolment.maxDistance).toBeGreaterThan(enrolment.maxDistance);
});

it('strangers of other groups are not counted', () => {
  const both = [...recordings(10, 0.5, 'one'), ...recordings(10, 0.5, 'other')];
  expect(voiceThresholds(both, EVIDENCE).pairs.dataset).toContain('200 genuine and 2250 impostor trials');
});

it('too few people choose nothing', () => {
  expect(() => voiceThresholds(recordings(3, 0.5), EVIDENCE)).toThrow(/made-up voices has too few speakers/);
});
