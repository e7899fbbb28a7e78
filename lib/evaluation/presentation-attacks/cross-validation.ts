import { isAttack, LIVE, type Presentation } from '@/lib/evaluation/data/presentations';
import { type PresentationWeights, presentationAttackScore } from '@/lib/liveness/passive/score';
import { fitPresentation } from './fit-presentation';
import type { ScoredPresentation } from './pad-report';
import { acrossFolds } from './people';
import type { Checks } from './sound-parts';

/** What `weights` say of presentations. */
export function scoredBy(weights: PresentationWeights, presentations: readonly Presentation[]): ScoredPresentation[] {
  return presentations.map((presentation) => ({
    presentation,
    score: presentationAttackScore(presentation.evidence, weights),
    weights,
  }));
}

/** What weights say that were fitted to `fitted` without anybody who is in the presentation that is scored. */
export function crossValidated(
  fitted: readonly Presentation[],
  scored: readonly Presentation[],
  before: PresentationWeights,
  checks: Checks,
): ScoredPresentation[] {
  return acrossFolds(fitted, scored, (others, own) =>
    scoredBy(
      fitPresentation(
        others.filter(({ type }) => type === LIVE),
        others.filter(isAttack),
        before,
        checks,
      ),
      own,
    ),
  );
}
