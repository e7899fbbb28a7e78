import { expect, it } from 'vitest';
import { areaUnderCurve } from './area-under-curve';

it.each([
  ['apart', [3, 4, 5], [0, 1, 2], 1],
  ['the other way round', [0, 1, 2], [3, 4, 5], 0],
  ['alike', [1, 1, 1], [1, 1, 1], 0.5],
  ['mixed', [1, 3], [2, 4], 0.25],
])('groups that are %s have an area of their own', (_, first, second, area) => {
  expect(areaUnderCurve(first, second).area).toBeCloseTo(area, 12);
});

it('says how sure it is: an interval of 200 in each group that are alike is some 6 hundredths to each side', () => {
  const odd = Array.from({ length: 200 }, (_, i) => 2 * i);
  const even = Array.from({ length: 200 }, (_, i) => 2 * i + 1);
  const { area, halfWidth } = areaUnderCurve(odd, even);
  expect(area).toBeCloseTo(0.4975, 10);
  expect(halfWidth).toBeCloseTo(1.96 * Math.sqrt(2 / 12 / 200), 2);
});
