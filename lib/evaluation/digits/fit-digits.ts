import { fitCalibration } from '@/lib/evaluation/calibration/logistic';
import { EVIDENCE, type SpeakerEvidence } from '@/lib/liveness/digits/speaker-evidence';
import { type DigitWeights, speakerRatio } from '@/lib/liveness/digits/verdict';
import { logisticRegression } from '@/lib/math/logistic';
import { meanAndDeviation, quantile } from '@/lib/math/statistics';
import type { DigitTrial, TrialKind } from './digit-trials';

/** Of answers with one digit changed: how many the doubt may accept. Of genuine ones it would follow the few whose templates are bad. */
const ONE_CHANGED = 0.16;
/** Of answers with other digits: how many get a second try. */
const SECOND_TRY = 0.05;
/** Of genuine answers: lost to the ratio where the voice model says nothing. */
const LOST_TO_RATIO = 0.02;
/** Of each squared coefficient, so that few trials give no steep weights. */
const RIDGE = 1e-3;

/** Weights of the speaker's ratio (logistic regression, calibrated on the same trials), and thresholds. */
export function fitDigits(trials: readonly DigitTrial[]): DigitWeights {
  const heard = trials.flatMap(({ kind, heard }) => (heard ? [{ kind, ...heard }] : []));
  const genuine = heard.filter(({ kind }) => kind === 'asked');
  const strangers = heard.filter(({ kind }) => kind === 'stranger');
  const speaker = fitSpeaker(
    genuine.map(({ evidence }) => evidence),
    strangers.map(({ evidence }) => evidence),
  );
  const doubts = (wanted: TrialKind): number[] => heard.flatMap(({ kind, doubt }) => (kind === wanted ? [doubt] : []));
  const draft: DigitWeights = {
    accepted: { doubt: quantile(doubts('one'), ONE_CHANGED), speakerRatio: 0 },
    wrong: { doubt: quantile(doubts('other'), SECOND_TRY) },
    speaker,
  };
  const ratios = genuine.map(({ evidence }) => speakerRatio(evidence, draft));
  draft.accepted.speakerRatio = quantile(ratios, LOST_TO_RATIO);
  return draft;
}

function fitSpeaker(
  genuine: readonly SpeakerEvidence[],
  strangers: readonly SpeakerEvidence[],
): DigitWeights['speaker'] {
  const scales = EVIDENCE.map((part) => meanAndDeviation([...genuine, ...strangers].map((one) => one[part])));
  const row = (one: SpeakerEvidence): number[] =>
    EVIDENCE.map((part, i) => (one[part] - (scales[i]?.mean ?? 0)) / (scales[i]?.deviation || 1));
  const observations = [
    ...genuine.map((one) => ({ x: [1, ...row(one)], target: 1, weight: 0.5 / genuine.length })),
    ...strangers.map((one) => ({ x: [1, ...row(one)], target: 0, weight: 0.5 / strangers.length })),
  ];
  const [, ...slopes] = logisticRegression(observations, { penalties: [0, ...EVIDENCE.map(() => RIDGE)] });
  const raw = (one: SpeakerEvidence): number => row(one).reduce((sum, value, i) => sum + value * (slopes[i] ?? 0), 0);
  const { scale, offset } = fitCalibration([
    ...genuine.map((one) => ({ same: true, score: raw(one) })),
    ...strangers.map((one) => ({ same: false, score: raw(one) })),
  ]);
  const weights = slopes.map((slope, i) => (scale * slope) / (scales[i]?.deviation || 1));
  return { weights, offset: offset - weights.reduce((sum, weight, i) => sum + weight * (scales[i]?.mean ?? 0), 0) };
}
