import { describe, expect, it } from 'vitest';
import { decide, decideByCode, type Evidence, fusedScore, type ModalityEvidence } from './decide';
import type { Policy } from './policy';
import { SIGNALS, type Signal, type SignalEffect } from './signal';

const NO_EFFECTS = Object.fromEntries(SIGNALS.map((signal) => [signal, 0])) as Record<Signal, SignalEffect>;

// Ratios: face 10 (s - 0.5), voice 20 (s - 0.7).
const policy: Policy = {
  version: 'test',
  face: { calibration: { scale: 10, offset: -5 }, minSimilarity: 0.5, maxEnrolmentDistance: 0.1 },
  voice: { calibration: { scale: 20, offset: -14 }, minSimilarity: 0.7, maxEnrolmentDistance: 0.7 },
  maxBurstSpread: 0.2,
  signals: { ...NO_EFFECTS, new_browser: 0.5, replayed_sound: 100, ensemble_spread: 'retry' },
  minFused: 3,
};

/** Without a history, which asks for nothing beyond the floor. */
const shows = (similarity: number, weight = 1): ModalityEvidence => ({
  similarity,
  threshold: -1,
  weight,
  quality: [],
});
const good = {
  burstSpread: 0.01,
  face: shows(0.9),
  voice: shows(0.9),
  signals: [],
} satisfies Evidence<never>;
type Change = Partial<Evidence<never>>;
type Row = [string, Change, ReturnType<typeof decide>['reason'] | 'accept'];

const told = (change: Change, by: Policy = policy): string | undefined => {
  const verdict = decide({ ...good, ...change }, by);
  return verdict.verdict === 'accept' ? (verdict.reason ?? 'accept') : verdict.reason;
};

describe('the decision, one row a rule', () => {
  it.each<Row>([
    ['a good face and a good voice', {}, 'accept'],
    ['two faces in one burst', { burstSpread: 0.21 }, 'burst_shows_two_faces'],
    ['a perfect voice with a face that speaks against it', { face: shows(0.49), voice: shows(1) }, 'face_mismatch'],
    ['a perfect face with a voice that speaks against it', { face: shows(1), voice: shows(0.69) }, 'voice_mismatch'],
    ['a perfect face with a voice that says nothing', { face: shows(1), voice: shows(0.7) }, 'accept'],
    [
      'a good face with a voice that hardly says anything',
      { face: shows(0.79), voice: shows(0.704) },
      'fused_score_too_low',
    ],
    ['both just enough together', { face: shows(0.6), voice: shows(0.8001) }, 'accept'],
    ['both only just', { face: shows(0.51), voice: shows(0.71) }, 'fused_score_too_low'],
    [
      'both only just, and digits said as the person says them',
      { face: shows(0.51), voice: shows(0.71), digits: 3 },
      'accept',
    ],
    [
      'a perfect face with digits that leave it open who spoke',
      { face: shows(1), voice: shows(0.75), digits: 0 },
      'once_more',
    ],
    [
      'the same with a face that is not sure',
      { face: shows(0.6), voice: shows(0.75), digits: 0 },
      'fused_score_too_low',
    ],
    [
      'a perfect face with digits that speak against it',
      { face: shows(1), voice: shows(0.75), digits: -3 },
      'voice_mismatch',
    ],
    ['a strange voice with perfect digits', { face: shows(1), voice: shows(0.49), digits: 1000 }, 'voice_mismatch'],
    ['digits in noise', { face: shows(0.51), voice: shows(0.71, 0.1), digits: 3 }, 'fused_score_too_low'],
    ['poor light', { face: shows(0.9, 0.1), voice: shows(0.75) }, 'fused_score_too_low'],
    ['noise', { face: shows(0.6), voice: shows(0.9, 0.4) }, 'fused_score_too_low'],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toBe(expected);
  });

  it.each<Row>([
    ['no number', { face: shows(Number.NaN) }, 'face_mismatch'],
    ['a voice that is no number', { voice: shows(Number.NaN) }, 'voice_mismatch'],
    ['an infinite similarity', { voice: shows(Number.POSITIVE_INFINITY) }, 'voice_mismatch'],
    ['a similarity beyond 1', { face: shows(1.01) }, 'face_mismatch'],
    ['a weight that is no number', { face: shows(0.9, Number.NaN) }, 'face_mismatch'],
    ['a weight beyond 1', { voice: shows(0.9, 100) }, 'voice_mismatch'],
    ['a negative weight', { voice: shows(0.9, -1) }, 'voice_mismatch'],
    ['a spread that is no number', { burstSpread: Number.NaN }, 'burst_shows_two_faces'],
    ['a negative spread', { burstSpread: -1 }, 'burst_shows_two_faces'],
    ['a ratio of the digits that is no number', { digits: Number.NaN }, 'voice_mismatch'],
    [
      'a missing similarity',
      { face: { ...shows(0.9), similarity: undefined } as unknown as ModalityEvidence },
      'face_mismatch',
    ],
    [
      'a missing threshold',
      { face: { ...shows(0.9), threshold: undefined } as unknown as ModalityEvidence },
      'face_mismatch',
    ],
    [
      'a missing weight',
      { voice: { ...shows(0.9), weight: undefined } as unknown as ModalityEvidence },
      'voice_mismatch',
    ],
  ])('never accepts %s', (_, change, expected) => {
    expect(told(change)).toBe(expected);
  });

  it('never accepts by a policy with a threshold that is no number', () => {
    expect(told({}, { ...policy, minFused: Number.NaN })).toBe('fused_score_too_low');
  });

  it.each<Row>([
    ['a score that the signal leaves high enough', { signals: ['new_browser'] }, 'accept'],
    [
      'a score that it does not',
      { face: shows(0.6), voice: shows(0.8001), signals: ['new_browser'] },
      'fused_score_too_low',
    ],
    ['the same bytes again', { face: shows(1), voice: shows(1), signals: ['replayed_sound'] }, 'fused_score_too_low'],
    ['members that are of several minds', { signals: ['ensemble_spread'] }, 'once_more'],
    ['a stranger with such members', { voice: shows(0.1), signals: ['ensemble_spread'] }, 'voice_mismatch'],
    ['a signal without an effect', { signals: ['unusual_hour'] }, 'accept'],
    ['a face below what is usual for the person', { face: { ...shows(0.9), threshold: 0.91 } }, 'face_mismatch'],
    ['a voice below what is usual for the person', { voice: { ...shows(0.9), threshold: 0.91 } }, 'voice_mismatch'],
    ['a personal threshold below the floor', { face: { ...shows(0.49), threshold: 0.1 } }, 'face_mismatch'],
    ['a personal threshold that is no number', { face: { ...shows(0.9), threshold: Number.NaN } }, 'face_mismatch'],
  ])('signals and history: %s', (_, change, expected) => {
    expect(told(change)).toBe(expected);
  });

  it('lets poor quality take from the score only, never give', () => {
    for (const similarity of [0.7, 0.8, 1]) {
      const scores = [0, 0.3, 0.6, 1].map((weight) =>
        fusedScore({ face: shows(similarity, weight), voice: shows(similarity, weight) }, policy),
      );
      expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    }
    expect(told({ face: shows(0.49, 0) })).toBe('face_mismatch');
    expect(told({ voice: shows(0.69, 0) })).toBe('voice_mismatch');
  });

  it('asks for another try first, whatever the scores', () => {
    const dark = { ...shows(-1), quality: ['too_dark'] as const };
    const quiet = { ...shows(0.9), quality: ['too_quiet'] as const };
    const evidence = { ...good, face: dark, voice: quiet };
    expect(decide(evidence, policy)).toEqual({ verdict: 'retry', reason: 'too_dark' });
  });
});

describe('with a voice that cannot be compared, an operator’s code', () => {
  const evidence = { ...good, face: shows(0.9), voice: shows(-1) };
  type Code = Parameters<typeof decideByCode>[1];
  const toldBy = (code: Code, change: Change = {}): string | undefined =>
    decideByCode({ ...evidence, ...change }, code, policy).reason;

  it.each<[string, Code, Change, ReturnType<typeof decideByCode>['reason']]>([
    ['lets a face in that passes', 'right', {}, 'renewal_code'],
    ['is asked for, however near the face', 'none', { face: shows(1) }, 'voice_model_gone'],
    ['has to be right, however near the face', 'wrong', { face: shows(1) }, 'wrong_code'],
    ['is not made up for by whatever voice', 'none', { voice: shows(1) }, 'voice_model_gone'],
    ['buys no wrong face', 'right', { face: shows(0.49) }, 'face_mismatch'],
    ['buys no face below what is usual', 'right', { face: { ...shows(0.9), threshold: 0.91 } }, 'face_mismatch'],
    ['buys no face that is no number', 'right', { face: shows(Number.NaN) }, 'face_mismatch'],
    ['buys no two faces in one burst', 'right', { burstSpread: 0.21 }, 'burst_shows_two_faces'],
    ['buys no replay', 'right', { signals: ['replayed_sound'] }, 'fused_score_too_low'],
    ['forgives a small surprise', 'right', { signals: ['new_browser'] }, 'renewal_code'],
    ['may be asked for once more', 'right', { signals: ['ensemble_spread'] }, 'once_more'],
  ])('%s', (_, code, change, expected) => {
    expect(toldBy(code, change)).toBe(expected);
  });

  it('still asks for a voice that can be heard', () => {
    const voice = { ...evidence.voice, quality: ['too_quiet'] as const };
    expect(decideByCode({ ...evidence, voice }, 'right', policy)).toEqual({ verdict: 'retry', reason: 'too_quiet' });
  });
});
