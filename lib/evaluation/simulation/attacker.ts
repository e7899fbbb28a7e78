import { seededRandom } from '@/lib/math/random';
import { cosineSimilarity, meanEmbedding } from '@/lib/math/vector';
import {
  type Adaptation,
  anyVoice,
  attempt,
  DAY_MS,
  enrolledPerson,
  normals,
  recordingOf,
  type SimulatedModel,
  type SimulatedPerson,
  turned,
} from './person';

const ATTEMPTS = 5000;
/** Log-ins of the person before the attack. */
const BEFORE = 50;
/** One a minute: what the limit on failures leaves, rounded up. */
const DAYS_AN_ATTEMPT = 60_000 / DAY_MS;
/** Cosine similarity of the attacker's voice with the person's, at first. */
const FROM = 0.3;

/** Fifty attempts of the attacker in a row. */
export interface Stretch {
  similarity: number;
  threshold: number;
  acceptedShare: number;
  /** Cosine similarity of the template with what was enrolled: 1 as long as nothing moved. */
  templateStayed: number;
}

/** Somebody whose imitation of a voice gets closer with every attempt, up to `best`, and never stops. */
export function simulateAttacker(
  model: SimulatedModel,
  best: number,
  adaptation: Adaptation,
  loginsBefore = BEFORE,
): Stretch[] {
  const normal = normals(seededRandom(2));
  const voice = anyVoice(model.dimensions, normal);
  const stranger = anyVoice(model.dimensions, normal);
  const person = enrolledPerson(voice, model, normal);
  for (let day = 0; day < loginsBefore; day++) attempt(person, recordingOf(voice, model, normal), day, adaptation);
  const stretches: Stretch[] = [];
  const size = 50;
  for (let first = 0; first < ATTEMPTS; first += size) {
    const stretch = { similarity: 0, threshold: 0, acceptedShare: 0 };
    for (let i = first; i < first + size; i++) {
      const closeness = FROM + (best - FROM) * Math.min(1, (2 * i) / ATTEMPTS);
      const probe = recordingOf(turned(voice, stranger, closeness), model, normal);
      const { similarity, threshold, accepted } = attempt(
        person,
        probe,
        loginsBefore + i * DAYS_AN_ATTEMPT,
        adaptation,
      );
      stretch.similarity += similarity / size;
      stretch.threshold += threshold / size;
      stretch.acceptedShare += Number(accepted) / size;
    }
    stretches.push({ ...stretch, templateStayed: templateStayed(person) });
  }
  return stretches;
}

function templateStayed({ enrolled, adaptive }: SimulatedPerson): number {
  return cosineSimilarity(meanEmbedding([...enrolled, ...adaptive]), meanEmbedding(enrolled));
}
