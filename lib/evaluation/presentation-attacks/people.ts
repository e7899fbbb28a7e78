import { basename, extname } from 'node:path';
import type { Presentation } from '@/lib/evaluation/data/presentations';

/** Who a presentation shows, or is of. */
export const personOf = ({ name }: Presentation): string => personNamed(name);

/** `client` and a number in a presentation's name, else its name without what tells the kind of file. */
export function personNamed(name: string): string {
  return /client\d+/.exec(name)?.[0] ?? basename(name, extname(name));
}

const FOLDS = 5;

/** The fold of each presentation, in [0, 5): all of one person are in one. */
export function foldsByPerson(presentations: readonly Presentation[]): (presentation: Presentation) => number {
  const people = [...new Set(presentations.map(personOf))].sort();
  return (presentation) => people.indexOf(personOf(presentation)) % FOLDS;
}

/**
 * What a model of the others says of each one: `scoreOf` gets those to fit to, of whom nobody is in the fold, and those of the
 * fold. Folds in which nobody is are left out.
 */
export function acrossFolds<Score>(
  fitted: readonly Presentation[],
  scored: readonly Presentation[],
  scoreOf: (others: Presentation[], own: Presentation[]) => Score[],
): Score[] {
  const foldOf = foldsByPerson([...fitted, ...scored]);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = fitted.filter((each) => foldOf(each) !== fold);
    const own = scored.filter((each) => foldOf(each) === fold);
    return own.length === 0 ? [] : scoreOf(others, own);
  }).flat();
}
