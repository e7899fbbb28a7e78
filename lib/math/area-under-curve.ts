import { mean } from './statistics';

/** How well two groups are told apart by one number: 0.5 is not at all. */
export interface AreaUnderCurve {
  /** The share of pairs in which the first group has the greater number; ties count half. */
  area: number;
  /** Half of the interval of 95 %, by the normal distribution. */
  halfWidth: number;
}

/** The area under the ROC curve with its interval (DeLong, DeLong & Clarke-Pearson, Biometrics 44, 1988). Both need two numbers at least. */
export function areaUnderCurve(first: readonly number[], second: readonly number[]): AreaUnderCurve {
  const ofFirst = first.map((a) => mean(second.map((b) => share(a, b))));
  const ofSecond = second.map((b) => mean(first.map((a) => share(a, b))));
  const variance = varianceOf(ofFirst) / first.length + varianceOf(ofSecond) / second.length;
  return { area: mean(ofFirst), halfWidth: 1.96 * Math.sqrt(variance) };
}

function share(a: number, b: number): number {
  return a > b ? 1 : a === b ? 0.5 : 0;
}

function varianceOf(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
