import { expect, it } from 'vitest';
import { slidingWindow } from './rate';

/** A window whose clock is moved by hand. */
function windowOf(most: number, windowMs: number) {
  let time = 0;
  const count = slidingWindow({ most, windowMs }, () => time);
  return {
    count,
    wait: (milliseconds: number): void => {
      time += milliseconds;
    },
  };
}

it('counts each party by itself, and tells when the next is allowed', () => {
  const { count, wait } = windowOf(60, 180_000);
  for (let i = 0; i < 60; i++) {
    count('ada');
    wait(1_000);
  }
  expect(() => count('ada')).toThrow(expect.objectContaining({ code: 'too_many_attempts', retryAfterSeconds: 120 }));
  expect(() => count('berta')).not.toThrow();
  wait(120_000);
  expect(() => count('ada')).not.toThrow();
});

it('lets sixty through of a thousand that come at once, and counts no refusal', () => {
  const { count, wait } = windowOf(60, 180_000);
  const flood = (): number =>
    Array.from({ length: 1_000 }).filter(() => {
      try {
        count('mallory');
        return true;
      } catch {
        return false;
      }
    }).length;
  expect(flood()).toBe(60);
  wait(179_999);
  expect(flood()).toBe(0);
  wait(1);
  expect(flood()).toBe(60);
});

it('goes on counting who comes back while others are forgotten', () => {
  const { count, wait } = windowOf(2, 1_000);
  count('ada');
  wait(600);
  count('berta');
  count('ada');
  wait(500);
  count('carla');
  count('ada');
  expect(() => count('ada')).toThrow('too_many_attempts');
  expect(() => count('berta')).not.toThrow();
});
