import { expect, it } from 'vitest';
import { evaluateSplice } from './splice';
import { limitsOf, spliceTable, told } from './splice-tables';
import type { MeasuredSound } from './spliced-data';
import { joined } from './spliced-strings';

const sound = (jump: number, kind = 'honest'): MeasuredSound => ({
  kind,
  person: `p${jump}`,
  parts: { longestConstant: 0, floor: -50, jump, copy: 0.5 },
});

it('says what it needs', async () => {
  await expect(evaluateSplice([])).rejects.toThrow('--data is needed');
  await expect(evaluateSplice(['--data', 'x'])).rejects.toThrow('--voices is needed');
});

it('sets limits that honest recordings keep, and tells what is beyond them', () => {
  const honest = Array.from({ length: 400 }, (_, i) => sound(i / 100));
  const limits = limitsOf(honest);
  expect(honest.filter(({ parts }) => told(parts, limits).length > 0).length).toBeLessThanOrEqual(4);
  expect(told(sound(9).parts, limits)).toEqual(['jump']);
  const table = spliceTable(
    [sound(9, 'hard cuts')]
      .map((each) => ({ ...each, told: told(each.parts, limits) }))
      .concat({ ...sound(1), told: [] }),
  );
  expect(table).toContain('| honest | 1 | 0.0');
  expect(table).toContain('| hard cuts | 1 | 0.0 [0.0, 79.3] | 0.0 [0.0, 79.3] | 100.0 [20.7, 100.0] |');
});

it('joins takes, cut or faded', () => {
  const [a, b] = [new Float32Array(1_600).fill(1), new Float32Array(1_600).fill(1)];
  expect(joined([a, b], 0)).toEqual(new Float32Array(3_200).fill(1));
  const faded = joined([a, b], 0.01);
  expect(faded).toHaveLength(3_040);
  for (const value of faded) expect(value).toBeCloseTo(1, 5);
});
