import { DIGITS } from '@/lib/liveness/challenge/digits';
import { type RandomBytes, shuffled } from '@/lib/liveness/challenge/draw';

/** Strings that somebody says at sign-up, and digits in each. */
export const STRINGS = 4;
export const DIGITS_PER_STRING = 5;

/**
 * What somebody says at sign-up: four strings of five digits, each digit twice, in two strings and never twice before the same digit,
 * so that each take tells where the other begins and ends. Every other draw fits, and is as likely as any that does.
 */
export function planStrings(random: RandomBytes): number[][] {
  const all = Array.from({ length: DIGITS }, (_, digit) => digit);
  for (;;) {
    const order = [...shuffled(all, random), ...shuffled(all, random)];
    const strings = Array.from({ length: STRINGS }, (_, i) =>
      order.slice(i * DIGITS_PER_STRING, (i + 1) * DIGITS_PER_STRING),
    );
    const pairs = strings.flatMap((digits) => digits.slice(1).map((digit, i) => `${digits[i]} ${digit}`));
    if (new Set(pairs).size === pairs.length) return strings;
  }
}
