import { loginComparisons, type ModalityTrial, THREE } from '@/lib/evaluation/trials/modality-trials';
import { cosineSimilarity, meanEmbedding } from '@/lib/math/vector';
import { trainBackground } from '@/lib/models/voice-background';
import type { Cepstra } from '@/lib/voice/cepstra';
import { type GaussianMixture, meanLogLikelihood } from '@/lib/voice/gaussian-mixture';
import { enrolMixture, unpackMixture } from '@/lib/voice/mixture-score';
import type { HeardVoice } from './ensemble-captures';

export const MEMBERS = ['window', 'windows', 'whole', 'mixtures', 'rawMixtures'] as const;
/** Whoever has an opinion about a voice: the network on one window, on several or on all of it; mixtures of cepstra. */
export type Member = (typeof MEMBERS)[number];

/** `score` is that of the member `whole`, which is the log-in of today. */
export interface EnsembleTrial extends ModalityTrial {
  scores: Record<Member, number>;
}

type Score = (enrolled: readonly HeardVoice[], probe: HeardVoice) => number;

/** How mixtures score, on cepstra with their mean taken away and as they are; their backgrounds are made of `others`. */
export function mixtureScores(others: readonly HeardVoice[]): Record<'normalised' | 'raw', Score> {
  return { normalised: scoring(others, (voice) => voice.normalised), raw: scoring(others, (voice) => voice.raw) };
}

/** Who hears what in `loginComparisons`. */
export function ensembleTrials(
  references: readonly HeardVoice[],
  probes: readonly HeardVoice[],
  { normalised, raw }: ReturnType<typeof mixtureScores>,
): EnsembleTrial[] {
  const trials: EnsembleTrial[] = [];
  for (const { enrolled, references: kept, probes: shown } of loginComparisons(references, probes, THREE)) {
    const reference = meanEmbedding(kept.map(({ embedding }) => embedding));
    for (const probe of shown) {
      const [window] = probe.windows;
      if (!window) throw new RangeError('a voice without windows');
      const whole = cosineSimilarity(reference, probe.embedding);
      const scores = {
        window: cosineSimilarity(reference, window),
        windows: cosineSimilarity(reference, meanEmbedding(probe.windows)),
        whole,
        mixtures: normalised(kept, probe),
        rawMixtures: raw(kept, probe),
      };
      const { subject: claimant, weight } = probe;
      trials.push({ same: claimant === enrolled, score: whole, weight, enrolled, claimant, scores });
    }
  }
  return trials;
}

/** `scoreMixtures`, with every mixture trained once and every likelihood taken once. */
function scoring(others: readonly HeardVoice[], of: (voice: HeardVoice) => Cepstra): Score {
  const background = trainBackground(others.map((voice) => of(voice).data));
  const mixtureOf = remembered((voice: HeardVoice) => unpackMixture(enrolMixture(of(voice), background)));
  const under = remembered((mixture: GaussianMixture) =>
    remembered((probe: HeardVoice) => meanLogLikelihood(mixture, of(probe).data)),
  );
  return (enrolled, probe) =>
    Math.max(...enrolled.map((voice) => under(mixtureOf(voice))(probe))) - under(background)(probe);
}

function remembered<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
