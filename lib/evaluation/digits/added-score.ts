import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import { LEVELS } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { ANOTHER, boundedDigits, THE_PERSON, whoSpeaks } from '@/lib/decision/who-speaks';
import { cllr, minCllr } from '@/lib/evaluation/calibration/cllr';
import { EveryPair } from '@/lib/evaluation/calibration/every-pair';
import { confidenceIntervals } from '@/lib/evaluation/rates/bootstrap';
import { byFallingScore, operatingPoints, ratesOf } from '@/lib/evaluation/rates/rates';
import { markdownTable, percentWithin, thousands } from '@/lib/evaluation/report/markdown-table';
import { percent } from '@/lib/evaluation/report/percent';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { type DecidedTrial, share } from './digit-tables';
import type { VoiceRule } from './held-out';

/** An answer with the right digits, by the person or a stranger. */
interface Spoken {
  same: boolean;
  person: string;
  similarity: number;
  /** Log-likelihood ratios, in nats. */
  voice: number;
  digits: number;
}

/** Answers with the right digits; those that nothing could be compared of are left out. */
function spokenOf(trials: readonly DecidedTrial[], { calibration }: VoiceRule): Spoken[] {
  return trials.flatMap(({ kind, person, similarity, ratio }) =>
    (kind === 'asked' || kind === 'stranger') && ratio !== undefined && Number.isFinite(similarity)
      ? [
          {
            same: kind === 'asked',
            person,
            similarity,
            voice: logLikelihoodRatio(similarity, calibration),
            digits: ratio,
          },
        ]
      : [],
  );
}

/** What the way of saying digits adds to the voice of the same recording. Ratios were fitted to other people. */
export function speakerTable(trials: readonly DecidedTrial[], rule: VoiceRule): string {
  const spoken = spokenOf(trials, rule);
  const numbers = new Map([...new Set(spoken.map(({ person }) => person))].map((person, i) => [person, i]));
  const speakerOf = ({ similarity, digits }: Spoken, isCompared: boolean): ReturnType<typeof whoSpeaks> =>
    whoSpeaks({ similarity, threshold: rule.minSimilarity, weight: 1 }, isCompared ? digits : undefined, rule);
  const row = (name: string, score: (one: Spoken) => number, floor?: (one: Spoken) => string): string[] => {
    const scored = spoken.map((one) => ({
      same: one.same,
      score: score(one),
      subjects: [numbers.get(one.person) as number],
    }));
    const { eer, fnmrAtFmr } = ratesOf(operatingPoints(byFallingScore(scored)));
    const within = confidenceIntervals(scored);
    const told = (same: boolean, verdict: string): string =>
      floor ? share(spoken.filter((one) => one.same === same).map((one) => floor(one) === verdict)) : '';
    return [
      name,
      percentWithin(eer, within.eer),
      `${cllr(scored).toFixed(3)} (${minCllr(scored).toFixed(3)})`,
      percentWithin(fnmrAtFmr['0.01'], within['0.01']),
      ...[told(true, 'another'), told(true, 'unclear'), told(false, 'person')],
    ];
  };
  const rows = [
    row(
      'the voice',
      ({ voice }) => voice,
      (one) => speakerOf(one, false),
    ),
    row('the digits', ({ digits }) => digits),
    row(
      'both, as log-in adds them',
      ({ voice, digits }) => voice + boundedDigits(digits),
      (one) => speakerOf(one, true),
    ),
  ];
  const genuine = spoken.filter(({ same }) => same).length;
  const floors = ['genuine refused by the floor', 'asked once more', 'strangers who pass it'];
  const heading = ['who spoke, by', 'EER %', 'Cllr, bits (least)', 'FNMR % at FMR 1 %', ...floors];
  return `${genuine} genuine answers and ${spoken.length - genuine} of strangers with the right digits.\n\n${markdownTable(heading, rows)}`;
}

/** Log-in's trials of other people, whose captures are good. */
export interface ChimericParts {
  faces: readonly ModalityTrial[];
  voices: readonly ModalityTrial[];
  /** By level, as in use. */
  policies: Record<keyof typeof LEVELS, Policy>;
}

/**
 * What it adds to a log-in of chimeric people: every face trial with every voice trial, to each of which an answer of the same kind lends
 * its digits' ratio at random.
 */
export function loginTable(
  trials: readonly DecidedTrial[],
  rule: VoiceRule,
  { faces, voices, policies }: ChimericParts,
): string {
  const random = seededRandom(20_261_122);
  const spoken = spokenOf(trials, rule);
  const pool = (same: boolean): Spoken[] => spoken.filter((one) => one.same === same);
  const pools = { genuine: pool(true), strangers: pool(false) };
  const lend = (same: boolean): number => {
    const own = same ? pools.genuine : pools.strangers;
    return own[Math.floor(random() * own.length)]?.digits ?? Number.NaN;
  };
  const { face, voice } = policies.balanced;
  const whole = (trial: ModalityTrial): ModalityTrial => ({ ...trial, weight: 1 });
  const shown = faces.map(whole);
  const heard = voices.map(whole);
  // In nats, so that the floor of both together is one of a score.
  const said = heard.map((trial) => ({
    ...trial,
    score: logLikelihoodRatio(trial.score, voice.calibration) + boundedDigits(lend(trial.same)),
  }));
  const inNats = (minSimilarity: number): Policy['voice'] => ({
    ...voice,
    calibration: { scale: 1, offset: 0 },
    minSimilarity,
  });
  const levels = Object.keys(policies) as (keyof typeof LEVELS)[];
  const thresholds = levels.map((level) => policies[level].minFused);
  const accepted = (same: boolean, recorded: readonly ModalityTrial[], floor: Policy['voice']): number[] => {
    const kind = (all: readonly ModalityTrial[]): ModalityTrial[] => all.filter((trial) => trial.same === same);
    const pairs = new EveryPair(kind(shown), kind(recorded), { face, voice: floor });
    return pairs.passing(thresholds).map((passing) => passing.accepted);
  };
  const [strangers, people] = [accepted(false, heard, voice), accepted(true, heard, voice)];
  const strangersToo = accepted(false, said, inNats(THE_PERSON));
  const peopleToo = accepted(true, said, inNats(THE_PERSON));
  const notRefused = accepted(true, said, inNats(ANOTHER));
  const oneIn = (rate: number | undefined): string => (rate ? `1 in ${thousands(1 / rate)}` : 'none');
  const rows = levels.map((level, i) => {
    const [passing, kept] = [peopleToo[i] ?? 0, notRefused[i] ?? 0];
    return [
      level,
      `1 in ${thousands(LEVELS[level])}`,
      oneIn(strangers[i]),
      oneIn(strangersToo[i]),
      percent(1 - (people[i] ?? 0), 2),
      percent(1 - kept, 2),
      percent(kept - passing, 2),
    ];
  });
  const heading = [
    'level',
    'stated FMR',
    'strangers who get in by face and voice',
    'and digits',
    'FNMR by face and voice',
    'and digits',
    'asked once more beside',
  ];
  return markdownTable(heading, rows);
}
