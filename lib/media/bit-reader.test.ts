import { describe, expect, it } from 'vitest';
import { BitReader } from './bit-reader';

/** So many zeros, a one, and the low bits of a number. */
const code = (zeros: number, low: number, bits: number): string =>
  `${'0'.repeat(zeros)}1${bits > 0 ? low.toString(2).padStart(bits, '0') : ''}`;

const packed = (bits: string): Uint8Array =>
  Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, '0'), 2));

describe('a Rice code', () => {
  it.each([
    ['without low bits', 0],
    ['of some', 4],
    ['of many', 17],
    ['of most', 30],
  ])('%s is read wherever in a byte it starts, however long it is', (_, parameter) => {
    const codes: { folded: number; bits: string }[] = [];
    for (const zeros of [0, 1, 7, 8, 20, 23, 24, 25, 31, 32, 40, 3]) {
      const low = parameter === 0 ? 0 : (zeros * 7919 + 5) % 2 ** parameter;
      codes.push({ folded: zeros * 2 ** parameter + low, bits: code(zeros, low, parameter) });
    }
    for (let offset = 0; offset < 8; offset++) {
      const reader = new BitReader(packed('1'.repeat(offset) + codes.map(({ bits }) => bits).join('')), 0);
      reader.unsigned(offset);
      for (const { folded } of codes)
        expect(reader.rice(parameter)).toBe(folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2);
    }
  });

  it('that the end cuts off is an error', () => {
    expect(() => new BitReader(Uint8Array.of(0, 0), 0).rice(3)).toThrow(RangeError);
    expect(() => new BitReader(Uint8Array.of(0, 1), 0).rice(3)).toThrow(RangeError);
    expect(new BitReader(Uint8Array.of(0b1101_0000), 0).rice(3)).toBe(-3);
  });
});
