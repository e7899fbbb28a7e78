import { seededRandom } from '@/lib/math/random';
import {
  type Adaptation,
  anyVoice,
  attempt,
  enrolledPerson,
  normals,
  recordingOf,
  type SimulatedModel,
  turned,
} from './person';

const PEOPLE = 200;
const MONTHS = 24;
const DAYS_A_MONTH = 30;
/** Log-ins a month. */
const LOGINS = 20;
/** Cosine similarity of a voice with itself two years before: far more than adults change, to see what gives way. */
const AFTER_TWO_YEARS = 0.85;

/** What a month looks like over all people. */
export interface Month {
  falseNonMatchRate: number;
  /** Means over all attempts. */
  similarity: number;
  threshold: number;
}

/** Two years of people whose voices change a little every day. */
export function simulateDrift(model: SimulatedModel, adaptation: Adaptation, people = PEOPLE): Month[] {
  const normal = normals(seededRandom(1));
  const sums = Array.from({ length: MONTHS }, () => ({ refused: 0, similarity: 0, threshold: 0 }));
  for (let i = 0; i < people; i++) {
    const voice = anyVoice(model.dimensions, normal);
    const towards = anyVoice(model.dimensions, normal);
    const person = enrolledPerson(voice, model, normal);
    for (const [month, sum] of sums.entries()) {
      for (let login = 0; login < LOGINS; login++) {
        const day = DAYS_A_MONTH * (month + login / LOGINS);
        const angle = (Math.acos(AFTER_TWO_YEARS) * day) / (DAYS_A_MONTH * MONTHS);
        const { similarity, threshold, accepted } = attempt(
          person,
          recordingOf(turned(voice, towards, Math.cos(angle)), model, normal),
          day,
          adaptation,
        );
        sum.refused += Number(!accepted);
        sum.similarity += similarity;
        sum.threshold += threshold;
      }
    }
  }
  const attempts = people * LOGINS;
  return sums.map(({ refused, similarity, threshold }) => ({
    falseNonMatchRate: refused / attempts,
    similarity: similarity / attempts,
    threshold: threshold / attempts,
  }));
}
