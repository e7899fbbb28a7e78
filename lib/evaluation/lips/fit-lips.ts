import { checkLips, type LipWeights } from '@/lib/liveness/lips/check-lips';
import { soundAround } from '@/lib/liveness/lips/expected-opening';
import { mouthOpening } from '@/lib/liveness/lips/mouth-opening';
import { soundBands } from '@/lib/liveness/lips/sound-bands';
import { solveLinear } from '@/lib/math/linear-system';
import { logisticRegression, type Observation } from '@/lib/math/logistic';
import { meanAndDeviation, quantile } from '@/lib/math/statistics';
import type { LipTrial, LipTrialKind, MeasuredClip } from './lip-trials';

/** Strength of the ridge on the weights of the opening, in pictures. */
const RIDGE = 200;
/** Share of own sounds that may be taken for another's. */
const DIFFERS_SHARE = 0.01;
const FRAMES_PER_MS = 0.1;

/** Fitted on what the check is for: a sound that is not of this moment. Whose it is, it can hardly tell. */
const COUNTS = { own: 1, shifted: 1 } as const satisfies Partial<Record<LipTrialKind, number>>;

/**
 * The weights of the opening by ridge regression: the opening of each crop, with mean 0 and deviation 1 in each clip, from the sound around
 * it. People count alike, whether they have one clip or twenty, by the root of their clips.
 */
export function fitOpening(clips: readonly MeasuredClip[]): number[] {
  let rows: Float64Array[] = [];
  for (const clip of clips) {
    const weight = 1 / Math.sqrt(clips.filter(({ person }) => person === clip.person).length);
    const bands = soundBands(clip.heard.features);
    const openings = clip.crops.map(({ landmarks }) => mouthOpening(landmarks));
    const { mean, deviation } = meanAndDeviation(openings);
    clip.crops.forEach(({ at }, i) => {
      const x = soundAround(bands, Math.round(at * FRAMES_PER_MS));
      if (rows.length === 0)
        rows = x.map((_, r) => Float64Array.from({ length: x.length + 1 }, (__, c) => (r === c ? RIDGE : 0)));
      const y = ((openings[i] as number) - mean) / deviation;
      for (const [r, row] of rows.entries()) {
        const left = weight * (x[r] as number);
        for (let c = 0; c < x.length; c++) row[c] = (row[c] as number) + left * (x[c] as number);
        row[x.length] = (row[x.length] as number) + left * y;
      }
    });
  }
  return solveLinear(rows) ?? [];
}

/** The score by logistic regression on trials whose people are not in the weights of the opening that are asked for. */
export function fitScore(
  trials: readonly LipTrial[],
  openingFor: (person: string) => readonly number[],
): LipWeights['score'] {
  const observations: Observation[] = [];
  for (const [kind, together] of Object.entries(COUNTS)) {
    const own = trials.filter((trial) => trial.kind === kind);
    for (const { person, crops, heard } of own) {
      const { parts } = checkLips(crops, heard, unscored(openingFor(person)));
      if (parts.correlation === undefined || parts.margin === undefined) continue;
      const x = [1, parts.correlation, parts.margin];
      observations.push({ x, target: kind === 'own' ? 1 : 0, weight: (together * trials.length) / own.length });
    }
  }
  const [bias = 0, correlation = 0, margin = 0] = logisticRegression(observations);
  if (correlation >= 0) return { bias, correlation, margin };
  // Moving together never speaks against a capture: where the margin says it all, it says it alone.
  const [alone = 0, all = 0] = logisticRegression(
    observations.map(({ x, ...rest }) => ({ ...rest, x: [1, x[2] as number] })),
  );
  return { bias: alone, correlation: 0, margin: all };
}

/** Where own sounds of people outside the weights lie: `differs` for one in a hundred of them, `matches` from 0 on, or there. */
export function fitLimits(scores: readonly number[]): Pick<LipWeights, 'matchesFrom' | 'differsBelow'> {
  const differsBelow = Math.min(0, quantile(scores, DIFFERS_SHARE));
  return { matchesFrom: 0, differsBelow };
}

/** Weights that only measure. */
export function unscored(opening: readonly number[]): LipWeights {
  return { evidence: '', opening, score: { bias: 0, correlation: 0, margin: 0 }, matchesFrom: 0, differsBelow: 0 };
}
