import { shuffle } from './chimeric-trials';

/** At random: those to fit to and those to judge, or the other way round. */
export function halves(people: readonly string[], random: () => number): [string[], string[]] {
  const shuffled = shuffle(people, random);
  const middle = Math.ceil(shuffled.length / 2);
  return [shuffled.slice(0, middle), shuffled.slice(middle)];
}
