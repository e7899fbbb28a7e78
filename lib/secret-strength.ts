/** Far beyond any guessing, and below what the estimate says of 128 random bits, which it takes for words here and there. */
export const LEAST_SECRET_BITS = 96;

/** Rows that fingers and counting follow. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
/** Bits of a repeated or followed stretch: where it began, and how far it goes. */
const STRETCH_BITS = 10;
/** English says one to two bits a letter (Shannon, Prediction and Entropy of Printed English, 1951). */
const WORD_LETTER_BITS = 2;
const SHORTEST_STRETCH = 3;

/**
 * How many bits a guesser who knows how people choose needs at most, estimated from above: the cheapest way to tell the text as letters
 * of its alphabet, words, stretches said before, and rows (after zxcvbn: Wheeler, USENIX Security 2016).
 */
export function secretBits(text: string): number {
  const lower = text.toLowerCase();
  const letter = Math.log2(alphabetOf(text));
  const inWord = wordLetters(text);
  const cost: number[] = [0];
  for (let to = 1; to <= text.length; to++) {
    let least = (cost[to - 1] as number) + (inWord[to - 1] ? Math.min(letter, WORD_LETTER_BITS) : letter);
    for (let from = to - SHORTEST_STRETCH; from >= 0; from--) {
      const stretch = lower.slice(from, to);
      if (!isFollowed(stretch, lower.slice(0, to - 1), from)) break;
      least = Math.min(least, (cost[from] as number) + STRETCH_BITS);
    }
    cost.push(least);
  }
  return cost.at(-1) as number;
}

/** The least alphabet of the usual ones that has all of the text. */
function alphabetOf(text: string): number {
  if (/^\d*$/.test(text)) return 10;
  if (/^[\da-f]*$/.test(text) || /^[\dA-F]*$/.test(text)) return 16;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].map((each) => (each.test(text) ? each : undefined));
  const others = new Set(text.replace(/[a-zA-Z\d]/g, '')).size;
  return Math.max(2, (classes[0] ? 26 : 0) + (classes[1] ? 26 : 0) + (classes[2] ? 10 : 0) + others);
}

/** Whether a stretch was said before, overlapping itself even ("aaaa"), or is on a row in one of its directions. */
function isFollowed(stretch: string, before: string, from: number): boolean {
  const earlier = before.indexOf(stretch);
  if (earlier >= 0 && earlier < from) return true;
  const backwards = [...stretch].reverse().join('');
  return ROWS.some((row) => row.includes(stretch) || row.includes(backwards));
}

/** Which letters belong to runs that could be words: of one case, with as many vowels as words have. Digits and signs may stand for letters; hexadecimal has no words. */
function wordLetters(text: string): boolean[] {
  const marks = Array<boolean>(text.length).fill(false);
  if (alphabetOf(text) <= 16) return marks;
  const read = text.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
  for (const run of read.matchAll(/[a-z]{4,}|[A-Z][a-z]{3,}|[A-Z]{4,}/g)) {
    const word = run[0].toLowerCase();
    const vowels = word.replace(/[^aeiouy]/g, '').length / word.length;
    if (vowels < 0.2 || vowels > 0.7 || /[^aeiouy]{5}/.test(word)) continue;
    marks.fill(true, run.index, run.index + word.length);
  }
  // The spaces between words, and words of three letters beside them, say little more.
  for (const gap of read.matchAll(/(?<=[a-zA-Z])[ _.-]|(?<=[ _.-]|^)[a-zA-Z]{1,3}(?=[ _.-]|$)/g))
    marks.fill(true, gap.index, gap.index + gap[0].length);
  return marks;
}

const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/** Random bytes of this length hardly ever have fewer different ones; text in their place has. */
const LEAST_DIFFERENT = 20;

/** Whether 32 bytes look drawn at random: fewer than 20 different ones are so less than once in 10^10. */
export function looksRandom(key: Uint8Array): boolean {
  return new Set(key).size >= LEAST_DIFFERENT;
}
