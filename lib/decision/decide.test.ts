import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import type { Policy } from './policy';

const policy: Policy = {
  version: 'test',
  face: { maxDistance: 0.1, maxEnrolmentDistance: 0.1, evidence: 'none' },
  voice: { maxDistance: 0.5, maxEnrolmentDistance: 0.7, evidence: 'none' },
  faceAlone: { maxDistance: 0.05, evidence: 'none' },
  maxBurstSpread: 0.2,
  minMeanMargin: 0.1,
};

const good = { qualityIssues: [], burstSpread: 0.01, faceDistance: 0.02, voiceDistance: 0.2, voiceModelChanged: false };

describe('the decision, one row a rule', () => {
  it.each([
    ['a good face and a good voice', {}, { verdict: 'accept' }],
    ['both at the limit of what the margin asks', { faceDistance: 0.089, voiceDistance: 0.45 }, { verdict: 'accept' }],
    ['a perfect face with a wrong voice', { faceDistance: 0, voiceDistance: 0.51 }, 'voice_mismatch'],
    ['a perfect voice with a wrong face', { faceDistance: 0.11, voiceDistance: 0 }, 'face_mismatch'],
    ['two faces in one burst', { burstSpread: 0.21 }, 'burst_shows_two_faces'],
    ['both only just', { faceDistance: 0.099, voiceDistance: 0.49 }, 'margins_too_small'],
    ['a face distance that is no number', { faceDistance: Number.NaN }, 'face_mismatch'],
    ['a voice distance that is no number', { voiceDistance: Number.NaN }, 'voice_mismatch'],
    ['an infinite distance', { voiceDistance: Number.POSITIVE_INFINITY }, 'voice_mismatch'],
    ['a negative distance', { faceDistance: -1 }, 'face_mismatch'],
    ['a spread that is no number', { burstSpread: Number.NaN }, 'burst_shows_two_faces'],
  ])('%s', (_, change, expected) => {
    const verdict = decide({ ...good, ...change }, policy);
    expect(verdict).toEqual(typeof expected === 'string' ? { verdict: 'reject', reason: expected } : expected);
  });

  const alone = { ...good, voiceDistance: 2, voiceModelChanged: true };

  it.each([
    ['a near face', {}, { verdict: 'accept', reason: 'voice_model_changed' }],
    ['a face that only a good voice would carry', { faceDistance: 0.051 }, 'face_mismatch'],
    ['a voice distance of whatever kind', { faceDistance: 0.051, voiceDistance: 0 }, 'face_mismatch'],
    ['two faces in one burst', { burstSpread: 0.21 }, 'burst_shows_two_faces'],
    ['a face distance that is no number', { faceDistance: Number.NaN }, 'face_mismatch'],
  ])('with a voice of another model: %s', (_, change, expected) => {
    const verdict = decide({ ...alone, ...change }, policy);
    expect(verdict).toEqual(typeof expected === 'string' ? { verdict: 'reject', reason: expected } : expected);
  });

  it('never lets a looser floor for a face alone through', () => {
    const loose = { ...policy, faceAlone: { maxDistance: 1, evidence: 'none' } };
    expect(decide({ ...alone, faceDistance: 0.11 }, loose)).toEqual({ verdict: 'reject', reason: 'face_mismatch' });
  });

  it('with a voice of another model, still asks for a voice that can be heard', () => {
    expect(decide({ ...alone, qualityIssues: ['too_quiet'] }, policy)).toEqual({
      verdict: 'retry',
      reason: 'too_quiet',
    });
  });

  it('asks for another try first, whatever the scores', () => {
    const evidence = { ...good, qualityIssues: ['too_dark', 'too_quiet'] as const, faceDistance: 2 };
    expect(decide(evidence, policy)).toEqual({ verdict: 'retry', reason: 'too_dark' });
  });
});
