import { expect, it } from 'vitest';
import type { Policy } from '@/lib/decision/policy';
import { lastMatch, matchLevel } from './match';

const calibration = { scale: 10, offset: 0 };
const policy = { face: { calibration }, voice: { calibration } } as Pick<Policy, 'face' | 'voice'>;
const face = (similarity: number, threshold = 0) => ({ modality: 'face' as const, similarity, threshold });

it.each([
  [0.22, 'weak'],
  [0.24, 'good'],
  [0.45, 'good'],
  [0.47, 'strong'],
  [Number.NaN, 'weak'],
])('a likelihood ratio of e to the power of ten times %d is %s', (similarity, level) => {
  expect(matchLevel(face(similarity), policy)).toBe(level);
});

it('is weak where it was not close enough, however likely', () => {
  expect(matchLevel(face(0.9, 0.95), policy)).toBe('weak');
});

it('of the last visit is told, and of no try that was refused', () => {
  const at = new Date(0);
  const comparison = (modality: 'face' | 'voice', similarity: number, accepted: boolean) => ({
    ...{ modality, similarity, accepted, at, threshold: 0 },
  });
  const both = (similarity: number, accepted: boolean) =>
    (['face', 'voice'] as const).map((modality) => comparison(modality, similarity, accepted));
  expect(lastMatch([...both(0.9, false), ...both(0.3, true)], policy)).toEqual({ face: 'good', voice: 'good' });
  expect(lastMatch(both(0.9, false), policy)).toBeUndefined();
});
