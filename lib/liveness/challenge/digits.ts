import { drawBelow, type RandomBytes } from './draw';

/** 0 to 9. */
export const DIGITS = 10;

/**
 * So many digits to say, of which no two neighbours are the same: repeated digits run together when they are spoken. All such strings
 * are equally likely; there are 10 x 9^(count - 1) of them.
 */
export function drawDigits(count: number, random: RandomBytes): number[] {
  const digits: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = digits.at(-1);
    if (before === undefined) digits.push(drawBelow(DIGITS, random));
    else digits.push((before + 1 + drawBelow(DIGITS - 1, random)) % DIGITS);
  }
  return digits;
}
