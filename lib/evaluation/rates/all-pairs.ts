import type { DataFile } from '@/lib/evaluation/data/folders';
import type { Pair } from '@/lib/evaluation/data/pairs';
import { seededRandom } from '@/lib/math/random';

/** Of the pairs that are drawn, for the same in every run. */
const SEED = 1;

/** At most so many pairs. */
export interface PairCaps {
  /** Of one person: who has hundreds of pictures would else be most of the genuine trials. */
  genuinePerPerson: number;
  /** Of different people, over all. */
  impostor: number;
}

/** How many pairs there are of which these were drawn. */
export interface PairsDrawn extends PairCaps {
  seed: number;
  of: { genuine: number; impostor: number };
}

/** Every file with every other, once; where those are more than the limits allow, so many drawn evenly with a seed. */
export function allPairs(files: readonly DataFile[], limits: PairCaps): { pairs: Pair[]; drawn: PairsDrawn } {
  const own = new Map<string, number>();
  for (const { subject } of files) own.set(subject, (own.get(subject) ?? 0) + 1);
  const ofPerson = new Map([...own].map(([subject, count]) => [subject, pairsOf(count)]));
  const genuine = [...ofPerson.values()].reduce((sum, count) => sum + count, 0);
  const impostor = pairsOf(files.length) - genuine;

  const random = seededRandom(SEED);
  const among = drawing(impostor, limits.impostor, random);
  const within = new Map(
    [...ofPerson].map(([subject, count]) => [subject, drawing(count, limits.genuinePerPerson, random)]),
  );
  const pairs: Pair[] = [];
  files.forEach(({ file: a, subject }, i) => {
    const ofSubject = within.get(subject);
    for (let j = i + 1; j < files.length; j++) {
      const other = files[j] as DataFile;
      const same = other.subject === subject;
      if ((same ? ofSubject : among)?.()) pairs.push({ a, b: other.file, same });
    }
  });
  return { pairs, drawn: { seed: SEED, ...limits, of: { genuine, impostor } } };
}

function pairsOf(files: number): number {
  return (files * (files - 1)) / 2;
}

/**
 * Tells for each of `all` things in turn whether it is among the `most` that are drawn, each as likely as any other.
 * Selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 */
function drawing(all: number, most: number, random: () => number): () => boolean {
  let left = all;
  let wanted = most;
  return () => {
    const drawn = wanted >= left || random() * left < wanted;
    left--;
    if (drawn) wanted--;
    return drawn;
  };
}
