import { describe, expect, it } from 'vitest';
import type { TrackedFace } from '@/lib/face/tiny/detections';
import { type Hint, hintFor, type Look, type Said, say } from './hints';
import { brightnessOf, movement } from './look';
import { isTooSlow } from './tracker';

const box = (x: number, y: number, width: number, height = width): TrackedFace => ({ x, y, width, height, score: 0.9 });
const middle = box(0.32, 0.25, 0.36, 0.45);
const good: Look = { faces: [middle], brightness: 120, faceBrightness: 125, moved: 0.01, at: 0 };

describe('a hint', () => {
  it.each<[string, Partial<Look>, Hint]>([
    ['a face that sits well', {}, 'good'],
    ['an empty picture', { faces: [] }, 'come_into_picture'],
    ['an empty picture in the dark', { faces: [], brightness: 10 }, 'too_dark'],
    ['two people', { faces: [middle, box(0.7, 0.3, 0.25)] }, 'only_you'],
    ['somebody far behind', { faces: [middle, box(0.8, 0.1, 0.1)] }, 'good'],
    ['a face far away', { faces: [box(0.45, 0.4, 0.12)] }, 'come_closer'],
    ['a face too near', { faces: [box(0.1, 0.0, 0.8)] }, 'move_back'],
    ['a face at the side', { faces: [box(0.02, 0.25, 0.36, 0.45)] }, 'move_to_middle'],
    ['a face too low', { faces: [box(0.32, 0.54, 0.36, 0.45)] }, 'move_to_middle'],
    ['a dark face', { faceBrightness: 20, brightness: 30 }, 'too_dark'],
    ['a window behind', { faceBrightness: 60, brightness: 180 }, 'light_behind'],
    ['a moving head', { moved: 0.4 }, 'hold_still'],
    ['two people far away: the first thing first', { faces: [box(0.3, 0.3, 0.1), box(0.6, 0.3, 0.1)] }, 'only_you'],
  ])('for %s', (_, change, expected) => {
    expect(hintFor({ ...good, ...change }, 'straight')).toBe(expected);
  });
});

describe('what is said', () => {
  const nothing: Said = { hint: null, since: 0 };

  it('begins at once', () => {
    expect(say(nothing, 'good', 5)).toEqual({ hint: 'good', since: 5 });
  });

  it('stays for 700 ms, and no change is lost after that', () => {
    const first = say(nothing, 'come_closer', 1000);
    expect(say(first, 'good', 1699)).toBe(first);
    expect(say(first, 'good', 1700)).toEqual({ hint: 'good', since: 1700 });
  });

  it('changes at most twice a second, however much it flickers', () => {
    let said = nothing;
    let changes = 0;
    for (let now = 0; now < 10_000; now += 100) {
      const next = say(said, now % 200 === 0 ? 'good' : 'hold_still', now);
      if (next !== said) changes++;
      said = next;
    }
    expect(changes).toBeLessThanOrEqual(20);
    expect(changes).toBeGreaterThan(5);
  });
});

describe('the speed', () => {
  it.each([
    ['fast', [20, 20, 20, 20, 20, 20, 20], false],
    ['slow while it compiles', [2000, 900], false],
    ['one slow look among many', [20, 20, 20, 1900, 20, 20, 20], false],
    ['slow', [400, 500, 400, 20, 400, 500, 20], true],
    ['no looks yet', [], false],
  ])('%s', (_, times, expected) => {
    expect(isTooSlow(times)).toBe(expected);
  });
});

describe('a look', () => {
  const picture = (luma: (x: number) => number): Uint8ClampedArray =>
    Uint8ClampedArray.from({ length: 4 * 8 * 6 }, (_, i) => (i % 4 === 3 ? 255 : luma((i >> 2) % 8)));

  it('measures the light of the whole and of a part', () => {
    const halves = picture((x) => (x < 4 ? 100 : 200));
    expect(brightnessOf(halves, 8)).toBeCloseTo(150, 3);
    expect(brightnessOf(halves, 8, box(0, 0, 0.5, 1))).toBeCloseTo(100, 3);
    expect(brightnessOf(halves, 8, box(-3, -3, 0.5, 1))).toBe(0);
  });

  it('knows how far a face moved', () => {
    expect(movement([box(0.1, 0.1, 0.2)], [box(0.2, 0.1, 0.2)])).toBeCloseTo(0.5, 6);
    expect(movement([], [middle])).toBe(0);
    expect(movement([middle], [])).toBe(0);
  });
});
