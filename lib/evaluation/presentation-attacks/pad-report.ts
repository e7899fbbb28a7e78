import { LIVE, type Presentation } from '@/lib/evaluation/data/presentations';
import { byFallingScore, operatingPoints, ratesOf } from '@/lib/evaluation/rates/rates';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { PARTS, type Part } from '@/lib/liveness/passive/evidence';
import { deviations, type PresentationWeights, partValue } from '@/lib/liveness/passive/score';

/** What weights say of a presentation. */
export interface ScoredPresentation {
  presentation: Presentation;
  score: number;
  weights: PresentationWeights;
}

/** Error rates of ISO/IEC 30107-3, as fractions, with 95 % intervals (Wilson, JASA 22, 1927). */
export interface PadReport {
  kind: 'pad';
  threshold: number;
  /** By attack type: the share of attacks that count as live. */
  apcer: Record<string, number>;
  /** The share of live presentations that count as attacks. */
  bpcer: number;
  /** Over all types together. */
  eer: number;
  /** Of each part alone: its equal error rate, and how many presentations it was measured in. */
  parts: Partial<Record<Part, { eer: number; live: number; attacks: number }>>;
  trials: { live: number; attacks: Record<string, number> };
  confidence: { bpcer: [number, number]; apcer: Record<string, [number, number]> };
}

export function padReport(scored: readonly ScoredPresentation[], threshold: number): PadReport {
  const live = scored.filter(({ presentation }) => presentation.type === LIVE);
  const types = [...new Set(scored.map(({ presentation }) => presentation.type))]
    .filter((type) => type !== LIVE)
    .sort();
  const report: PadReport = {
    kind: 'pad',
    threshold,
    apcer: {},
    bpcer: live.filter(({ score }) => score >= threshold).length / live.length,
    eer: ratesOf(pointsOf(scored)).eer,
    parts: partRates(scored),
    trials: { live: live.length, attacks: {} },
    confidence: { bpcer: wilson(live.filter(({ score }) => score >= threshold).length, live.length), apcer: {} },
  };
  for (const type of types) {
    const own = scored.filter(({ presentation }) => presentation.type === type);
    const missed = own.filter(({ score }) => score < threshold).length;
    report.apcer[type] = missed / own.length;
    report.trials.attacks[type] = own.length;
    report.confidence.apcer[type] = wilson(missed, own.length);
  }
  return report;
}

/** Parts that say more, or less, of an attack than of a live face, in whichever direction tells them apart better. */
function partRates(scored: readonly ScoredPresentation[]): PadReport['parts'] {
  const rates: PadReport['parts'] = {};
  for (const part of PARTS) {
    const measured = scored.filter(
      ({ presentation, weights }) => partValue(part, presentation.evidence, weights) !== undefined,
    );
    const live = measured.filter(({ presentation }) => presentation.type === LIVE).length;
    const attacks = measured.length - live;
    if (live === 0 || attacks === 0) continue;
    const alone = measured.map((each) => ({
      ...each,
      score: deviations(part, each.presentation.evidence, each.weights),
    }));
    const { eer } = ratesOf(pointsOf(alone));
    rates[part] = { eer: Math.min(eer, 1 - eer), live, attacks };
  }
  return rates;
}

/** Attacks that pass are false matches, live presentations that do not are false non-matches. */
export function pointsOf(scored: readonly ScoredPresentation[]): ReturnType<typeof operatingPoints> {
  const trials = scored.map(({ presentation, score }, i) => ({
    same: presentation.type === LIVE,
    score: -score,
    subjects: [i, i] as const,
  }));
  return operatingPoints(byFallingScore(trials));
}
