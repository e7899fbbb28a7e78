import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { BANDS } from './bands';
import { decodeDigitTemplates, encodeDigitTemplates } from './template-codec';
import { type DigitTemplate, MOST_ROWS } from './templates';

function madeUp(rows: number): DigitTemplate[] {
  const random = seededRandom(1);
  return Array.from({ length: 20 }, (_, i) => {
    const data = Float32Array.from({ length: rows * BANDS }, () => -80 * random());
    return { digit: i % 10, bands: { rows, data } };
  });
}

const DAMAGED = expect.objectContaining({ code: 'storage_damaged' });
const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('digit templates', () => {
  it('come back to a quarter of a decibel', () => {
    const templates = madeUp(25);
    const read = decodeDigitTemplates(encodeDigitTemplates(templates));
    expect(read.map(({ digit }) => digit)).toEqual(templates.map(({ digit }) => digit));
    read.forEach(({ bands }, i) => {
      expect(bands.rows).toBe(25);
      bands.data.forEach((level, at) => {
        expect(Math.abs(level - templates[i]!.bands.data[at]!)).toBeLessThanOrEqual(0.25);
      });
    });
  });

  it('are the same bytes again once they were bytes', () => {
    const bytes = encodeDigitTemplates(madeUp(30));
    expect(encodeDigitTemplates(decodeDigitTemplates(bytes))).toEqual(bytes);
  });

  it('take 40 kB at most', () => {
    expect(encodeDigitTemplates(madeUp(MOST_ROWS)).length).toBeLessThanOrEqual(40_000);
  });

  it('are two takes of every digit, or are not written', () => {
    expect(() => encodeDigitTemplates(madeUp(20).slice(1))).toThrow(RangeError);
    expect(() => encodeDigitTemplates(madeUp(20).with(0, madeUp(20)[1]!))).toThrow(RangeError);
    expect(() => encodeDigitTemplates(madeUp(MOST_ROWS + 1))).toThrow(RangeError);
    expect(() => encodeDigitTemplates([])).toThrow(RangeError);
  });

  it('are damaged where they are cut short, longer, or not as they were written', () => {
    const bytes = encodeDigitTemplates(madeUp(20));
    const damaged = [
      new Uint8Array(),
      bytes.subarray(0, 1),
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(0, bytes.length / 2),
      Uint8Array.of(...bytes, 0),
      bytes.with(0, 0),
      bytes.with(1, 10),
      bytes.with(1, 3),
      bytes.with(2, 0),
      bytes.with(2, 255),
    ];
    for (const one of damaged) expect(thrownBy(() => decodeDigitTemplates(one))).toEqual(DAMAGED);
  });

  it('of a later version are told apart from damage', () => {
    const bytes = encodeDigitTemplates(madeUp(20)).with(0, 2);
    expect(() => decodeDigitTemplates(bytes)).toThrow('storage_newer');
  });

  it('survive any bytes with a typed error', () => {
    const random = seededRandom(2);
    for (let i = 0; i < 500; i++) {
      const bytes = new Uint8Array(Math.floor(2000 * random())).map(() => 256 * random());
      bytes[0] = 1;
      expect(thrownBy(() => decodeDigitTemplates(bytes))).toEqual(DAMAGED);
    }
  });
});
