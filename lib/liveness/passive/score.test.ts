import { describe, expect, it } from 'vitest';
import type { Frame } from '@/lib/media/frame';
import { presentationEvidence } from './evidence';
import { presentationAttackScore } from './score';
import { PATTERNS } from './texture';
import weights from './weights.json';

const live = Object.fromEntries(
  Object.entries(weights.parts)
    .filter(([part]) => part !== 'texture')
    .map(([part, { mean }]) => [part, mean]),
);
/** Patterns whose projection lies so far on the side of attacks (1) or of live faces (-1). */
const patterns = (side: 1 | -1): Float32Array =>
  Float32Array.from(weights.texture.projection, (weight) => (Math.sign(weight) === side ? 0.04 : 0.005));

const frame = (width: number, height: number): Frame => ({
  data: new Uint8Array(3 * width * height).fill(120),
  width,
  height,
});
const landmarks = Float32Array.from({ length: 136 }, (_, i) => 300 + (i % 17) * 4 + (i % 2 ? i / 3 : 0));
const box = { x: 200, y: 100, width: 200, height: 240 };

describe('the score of a presentation', () => {
  it('has a weight for each pattern of each plane', () => {
    expect(weights.texture.projection).toHaveLength(6 * PATTERNS);
  });

  it('of what live faces have lies below the threshold', () => {
    expect(presentationAttackScore(live, weights)).toBeLessThan(weights.threshold);
    expect(presentationAttackScore({}, weights)).toBeLessThan(weights.threshold);
  });

  it('takes parts that are missing or no numbers as neutral', () => {
    const without = presentationAttackScore({ ...live, raster: undefined as unknown as number }, weights);
    expect(presentationAttackScore({ ...live, raster: Number.NaN }, weights)).toBe(without);
    expect(without).toBeCloseTo(presentationAttackScore(live, weights), 10);
  });

  it('rises with a texture like a picture, a head that rests with the room and frames that repeat', () => {
    const score = presentationAttackScore({ ...live, patterns: patterns(-1) }, weights);
    const { headMotion = 0, repeated = 0 } = live;
    for (const attack of [{ patterns: patterns(1) }, { headMotion: headMotion - 1 }, { repeated: repeated + 1 }])
      expect(presentationAttackScore({ ...live, patterns: patterns(-1), ...attack }, weights)).toBeGreaterThan(score);
  });

  it('of the texture alone decides: live faces pass, pictures do not', () => {
    expect(presentationAttackScore({ patterns: patterns(-1) }, weights)).toBeLessThan(weights.threshold);
    expect(presentationAttackScore({ patterns: patterns(1) }, weights)).toBeGreaterThanOrEqual(weights.threshold);
  });

  it('takes patterns that are no numbers as neutral', () => {
    const broken = new Float32Array(weights.texture.projection.length).fill(Number.NaN);
    expect(presentationAttackScore({ ...live, patterns: broken }, weights)).toBe(
      presentationAttackScore(live, weights),
    );
  });

  it('is reached by a frozen burst alone, and by no other part alone', () => {
    expect(presentationAttackScore({ ...live, repeated: 1 }, weights)).toBeGreaterThanOrEqual(weights.threshold);
    for (const part of ['raster', 'blackLevel', 'colourfulness', 'noise', 'plane'] as const)
      for (const extreme of [-1e9, 1e9])
        expect(presentationAttackScore({ ...live, [part]: extreme }, weights)).toBeLessThan(0.99);
  });

  it('stays in [0, 1], whatever the evidence', () => {
    for (const value of [-1e300, 1e300, Number.POSITIVE_INFINITY]) {
      const score = presentationAttackScore(
        Object.fromEntries(Object.keys(live).map((part) => [part, value])),
        weights,
      );
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });
});

describe('evidence', () => {
  it('of no frames is none', async () => {
    expect(await presentationEvidence([])).toEqual({});
  });

  it('of one frame has nothing that takes a burst', async () => {
    const evidence = await presentationEvidence([{ frame: frame(640, 480), box, landmarks }]);
    expect(evidence.raster).toBeDefined();
    const { plane, expression, repeated, headMotion } = evidence;
    expect([plane, expression, repeated, headMotion]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each([
    ['a box outside of the frame', { frame: frame(640, 480), box: { ...box, x: 5000 }, landmarks }],
    ['a box without a size', { frame: frame(640, 480), box: { x: 1, y: 1, width: 0, height: 0 }, landmarks }],
    ['a single pixel', { frame: frame(1, 1), box, landmarks }],
    [
      'landmarks that are no numbers',
      { frame: frame(640, 480), box, landmarks: new Float32Array(136).fill(Number.NaN) },
    ],
    ['a box that is no number', { frame: frame(640, 480), box: { ...box, width: Number.NaN }, landmarks }],
    ['eyes in one place', { frame: frame(640, 480), box, landmarks: new Float32Array(136).fill(300) }],
    ['too few landmarks', { frame: frame(640, 480), box, landmarks: landmarks.subarray(0, 10) }],
  ])('of %s is none', async (_, presented) => {
    expect(await presentationEvidence([presented, presented, presented])).toEqual({});
  });

  it('of a burst is that of the faces in it that can be measured', async () => {
    const good = { frame: frame(640, 480), box, landmarks };
    const lost = { ...good, box: { ...box, x: 5000 } };
    expect(await presentationEvidence([lost, good, lost])).toEqual(await presentationEvidence([good]));
  });

  it('of a face at the edge is finite', async () => {
    const cut = { frame: frame(640, 480), box: { ...box, x: -80, y: 300 }, landmarks };
    const evidence = await presentationEvidence([cut, cut, cut]);
    expect(Object.keys(evidence)).toContain('raster');
    const { patterns, ...measured } = evidence;
    for (const value of [...Object.values(measured), ...patterns!]) expect(Number.isFinite(value)).toBe(true);
  });
});
