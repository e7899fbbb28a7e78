import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { confidenceIntervals } from './bootstrap';
import { byFallingScore, operatingPoints, pointAt, pointOf, type Rates, ratesOf, type Trial } from './rates';

const genuine = (score: number, person = 0): Trial => ({ same: true, score, subjects: [person, person] });
const impostor = (score: number, a = 0, b = 1): Trial => ({ same: false, score, subjects: [a, b] });

function rates(trials: Trial[]): Rates {
  return ratesOf(operatingPoints(byFallingScore(trials)));
}

describe('error rates', () => {
  it('of scores that separate are all zero', () => {
    const found = rates([genuine(0.9), genuine(0.7), impostor(0.3), impostor(0.1)]);
    expect(found.eer).toBe(0);
    expect(found.minDcf).toBe(0);
    expect(found.fnmrAtFmr).toEqual({ '0.01': 0, '0.001': 0, '0.0001': 0 });
    expect(found.threshold['0.01']).toBe(0.7);
  });

  it('of scores the wrong way round are total', () => {
    const found = rates([genuine(0.1), impostor(0.9)]);
    expect(found.eer).toBe(1);
    expect(found.minDcf).toBe(1);
    expect(found.fnmrAtFmr['0.01']).toBe(1);
  });

  it('are those counted by hand', () => {
    // One of four genuine scores lies below one of four impostor scores.
    const found = rates([
      ...[0.9, 0.8, 0.7, 0.2].map((score) => genuine(score)),
      ...[0.4, 0.3, 0.1, 0].map((score) => impostor(score)),
    ]);
    expect(found.eer).toBeCloseTo(0.25);
    expect(found.fnmrAtFmr['0.01']).toBeCloseTo(0.25);
    expect(found.threshold['0.01']).toBe(0.7);
    expect(found.minDcf).toBeCloseTo(0.25);
  });

  it('take equal scores together: a threshold cannot split them', () => {
    const points = operatingPoints(byFallingScore([genuine(0.5), impostor(0.5), genuine(0.9), impostor(0.1)]));
    expect([...points.thresholds]).toEqual([Number.POSITIVE_INFINITY, 0.9, 0.5, 0.1]);
    expect(pointOf(points, 2)).toEqual({ threshold: 0.5, falseMatchRate: 0.5, falseNonMatchRate: 0 });
  });

  it('are told for a threshold chosen elsewhere', () => {
    const points = operatingPoints(byFallingScore([genuine(0.9), impostor(0.6), genuine(0.4), impostor(0.1)]));
    expect(pointAt(points, 0.5)).toEqual({ threshold: 0.5, falseMatchRate: 0.5, falseNonMatchRate: 0.5 });
    expect(pointAt(points, 0.6)).toEqual({ threshold: 0.6, falseMatchRate: 0.5, falseNonMatchRate: 0.5 });
    expect(pointAt(points, 0.95)).toEqual({ threshold: 0.95, falseMatchRate: 0, falseNonMatchRate: 1 });
  });

  it('need both kinds of trials', () => {
    expect(() => rates([genuine(0.5)])).toThrow(RangeError);
    expect(() => rates([impostor(0.5)])).toThrow(RangeError);
  });

  it('meet the theory for two normal distributions', () => {
    const random = seededRandom(1);
    const normal = (): number => gaussian(random);
    const trials = Array.from({ length: 40_000 }, (_, i) => (i % 2 ? genuine(normal() + 2) : impostor(normal())));
    // Means two deviations apart: the EER is the normal tail beyond one, 15.87 %.
    expect(rates(trials).eer).toBeCloseTo(0.1587, 2);
  });
});

describe('confidence intervals', () => {
  const random = seededRandom(2);
  const people = 20;
  const trials = Array.from({ length: 2000 }, (_, i) =>
    i % 4 === 0
      ? genuine(random() + 0.5, i % people)
      : impostor(random(), i % people, (i + 1 + (i % (people - 1))) % people),
  );

  it('hold the rate and are the same in every run', () => {
    const { eer } = rates(trials);
    const intervals = confidenceIntervals(trials, { replicates: 200 });
    expect(intervals.eer[0]).toBeLessThan(eer);
    expect(intervals.eer[1]).toBeGreaterThan(eer);
    expect(confidenceIntervals(trials, { replicates: 200 })).toEqual(intervals);
  });

  it('are wider when all trials are of few people', () => {
    const width = ([low, high]: readonly [number, number]): number => high - low;
    // One person of five is never recognised; among hundreds of people the same share of trials says more.
    const fewPeople = Array.from({ length: 600 }, (_, i) => [
      genuine(i % 5 === 0 ? 0 : 1, i % 5),
      impostor(0.5, i % 5, (i + 1) % 5),
    ]).flat();
    const manyPeople = Array.from({ length: 600 }, (_, i) => [
      genuine(i % 5 === 0 ? 0 : 1, i),
      impostor(0.5, i, (i + 1) % 600),
    ]).flat();
    const few = confidenceIntervals(fewPeople, { replicates: 200 })['0.01'];
    const many = confidenceIntervals(manyPeople, { replicates: 200 })['0.01'];
    expect(width(few)).toBeGreaterThan(3 * width(many));
  });
});
