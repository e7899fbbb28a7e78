import { describe, expect, it } from 'vitest';
import { solveLinear } from '@/lib/math/linear-system';
import { gaussian as gaussianOf, seededRandom } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';
import { borderLines } from './border';
import { detail } from './detail';
import { expressionChange, repeatedFrames } from './motion';
import { planeResidual } from './plane';
import type { PresentedFace } from './presented';
import { rasterPeak } from './raster';
import { tones } from './tones';

const random = seededRandom(5);
const gaussian = (): number => gaussianOf(random);

const WIDTH = 640;
const HEIGHT = 480;

/** A frame whose luma (or colours) is told pixel by pixel. */
function frameOf(colour: (x: number, y: number) => number | readonly [number, number, number]): Frame {
  const data = new Uint8Array(3 * WIDTH * HEIGHT);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const value = colour(i % WIDTH, Math.floor(i / WIDTH));
    const [r, g, b] = typeof value === 'number' ? [value, value, value] : value;
    data.set([clamp(r), clamp(g), clamp(b)], 3 * i);
  }
  return { data, width: WIDTH, height: HEIGHT };
}
const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

const box = { x: 220, y: 140, width: 200, height: 220 };

/** Points of a rough head in space: x, y, depth. */
function head(): [number, number, number][] {
  const points: [number, number, number][] = [];
  for (let i = 0; i < 17; i++) {
    const t = (Math.PI * i) / 16;
    points.push([-75 * Math.cos(t), 95 * Math.sin(t) - 10, 55 * (1 - 0.55 * Math.sin(t))]);
  }
  for (const side of [-60, 16]) for (let i = 0; i < 5; i++) points.push([side + 11 * i, -50, 12]);
  for (let i = 0; i < 4; i++) points.push([0, -28 + 11 * i, 2 - 8 * i]);
  for (let i = 0; i < 5; i++) points.push([7 * i - 14, 12, -10]);
  for (const side of [-33, 33])
    for (const [x, y] of [
      [-15, 0],
      [-6, -6],
      [6, -6],
      [15, 0],
      [6, 5],
      [-6, 5],
    ] as const)
      points.push([side + x, y - 28, 15]);
  for (let i = 0; i < 20; i++) {
    const t = (2 * Math.PI * i) / 12;
    const inner = i < 12 ? 1 : 0.6;
    points.push([28 * inner * Math.cos(t), 45 + 10 * inner * Math.sin(t), 2 + 8 * Math.abs(Math.cos(t))]);
  }
  return points;
}

interface View {
  /** Degrees. */
  yaw?: number;
  pitch?: number;
  /** As if drawn on paper. */
  flat?: boolean;
  /** Pixels. */
  noise?: number;
}

/** The landmarks of a head, or of a picture of it, some 96 pixels between the eyes. */
function landmarksOf({ yaw = 0, pitch = 0, flat = false, noise = 0.3 }: View = {}): Float32Array {
  const [y, p] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const out = new Float32Array(136);
  head().forEach(([hx, hy, depth], i) => {
    const hz = flat ? 0 : depth;
    const x = Math.cos(y) * hx + Math.sin(y) * hz;
    const z = Math.cos(y) * hz - Math.sin(y) * hx;
    const v = Math.cos(p) * hy - Math.sin(p) * z;
    const far = 600 / (600 + Math.sin(p) * hy + Math.cos(p) * z);
    out[2 * i] = 320 + x * far + noise * gaussian();
    out[2 * i + 1] = 240 + v * far + noise * gaussian();
  });
  return out;
}

const face = (frame: Frame, landmarks = landmarksOf()): PresentedFace => ({ frame, box, landmarks });
const skin = frameOf((x, y) => 130 + 30 * Math.sin(x / 40) + 20 * Math.cos(y / 55) + 2 * gaussian());

describe('a raster', () => {
  it.each([
    ['rows of a screen', (_x: number, y: number) => (y % 4 < 2 ? 8 : -8)],
    ['the dots of a print', (x: number, y: number) => 10 * Math.cos(1.1 * x + 0.4 * y) * Math.cos(0.4 * x - 1.1 * y)],
  ])('shows %s', (_, raster) => {
    const plain = rasterPeak(face(skin));
    const screened = frameOf(
      (x, y) => 130 + 30 * Math.sin(x / 40) + 20 * Math.cos(y / 55) + raster(x, y) + 2 * gaussian(),
    );
    expect(rasterPeak(face(screened))).toBeGreaterThan(plain + 1);
  });

  it('is not seen in a flat or a noisy patch', () => {
    expect(rasterPeak(face(frameOf(() => 90)))).toBe(0);
    expect(rasterPeak(face(frameOf(() => 128 + 20 * gaussian())))).toBeLessThan(1.5);
  });
});

describe('a border', () => {
  const inside = (x: number, y: number): boolean => x > 150 && x < 490 && y > 60 && y < 440;

  it.each([
    ['a bezel', (x: number, y: number) => (inside(x, y) ? 130 : 14)],
    ['white paper', (x: number, y: number) => (inside(x, y) ? 130 : 225)],
  ])('shows %s', (_, picture) => {
    expect(borderLines(face(frameOf(picture)))).toBeGreaterThan(0.9);
  });

  it.each([
    ['a plain wall', () => 130],
    ['one edge of a door', (x: number) => (x < 150 ? 60 : 150)],
    ['a slanted shelf', (x: number, y: number) => (x + y < 300 ? 60 : 150)],
  ])('is not seen in %s', (_, picture) => {
    expect(borderLines(face(frameOf(picture)))).toBeLessThan(0.6);
  });
});

describe('tones', () => {
  it('tell how black black is, what glares, and how far hues reach', () => {
    const real = tones(face(frameOf((x, y) => (x % 20 === 0 ? 2 : [180 + (y % 40), 120, 90]))))!;
    const faded = tones(face(frameOf((x) => (x % 20 === 0 ? 45 : 140))))!;
    expect(real.blackLevel).toBeLessThan(0.02);
    expect(faded.blackLevel).toBeGreaterThan(0.15);
    expect(faded.colourfulness).toBeLessThan(real.colourfulness);
    expect(tones(face(frameOf((x) => (x > 320 ? 255 : 100))))!.highlights).toBeCloseTo(0.5, 1);
  });

  it('of a box outside of the frame are unknown', () => {
    expect(tones({ ...face(skin), box: { x: 2000, y: 2000, width: 50, height: 50 } })).toBeUndefined();
  });
});

describe('detail', () => {
  it.each([1, 3, 6])('finds noise of %i', (sigma) => {
    const { noise } = detail(face(frameOf((x, y) => 120 + x / 20 + y / 30 + sigma * gaussian())));
    expect(Math.abs(noise - sigma) / sigma).toBeLessThan(0.15);
  });

  it('is less in an enlarged picture', () => {
    const texture = Array.from({ length: WIDTH * HEIGHT }, () => 40 * random());
    const near = frameOf((x, y) => 100 + (texture[y * WIDTH + x] as number));
    const enlarged = frameOf((x, y) => 100 + (texture[Math.floor(y / 6) * WIDTH + Math.floor(x / 6)] as number));
    expect(detail(face(enlarged)).sharpnessForSize).toBeLessThan(detail(face(near)).sharpnessForSize - 1);
  });
});

describe('a plane', () => {
  const residuals = (flat: boolean, yaw: number): (number | undefined)[] =>
    Array.from({ length: 20 }, () =>
      planeResidual(landmarksOf({ flat }), landmarksOf({ flat, yaw, pitch: 4 * random() })),
    );

  it('explains how a picture turns, and not how a head does', () => {
    const pictures = residuals(true, 45).filter((value) => value !== undefined);
    const heads = residuals(false, 15).filter((value) => value !== undefined);
    expect(heads).toHaveLength(20);
    expect(pictures.length).toBeGreaterThan(10);
    expect(Math.max(...pictures)).toBeLessThan(Math.min(...heads));
  });

  it('says nothing while nobody turns', () => {
    expect(residuals(false, 1).every((value) => value === undefined)).toBe(true);
    expect(residuals(true, 1).every((value) => value === undefined)).toBe(true);
  });

  it('says nothing about points that are none', () => {
    expect(planeResidual(new Float32Array(136), new Float32Array(136))).toBeUndefined();
    expect(planeResidual(new Float32Array(136).fill(Number.NaN), landmarksOf())).toBeUndefined();
    const line = Float32Array.from({ length: 136 }, (_, i) => i);
    expect(planeResidual(line, landmarksOf({ yaw: 20 })) ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('motion', () => {
  const still = frameOf((x, y) => 100 + (x % 50) + (y % 30));
  const exposed = (): Frame => frameOf((x, y) => 100 + (x % 50) + (y % 30) + 2 * gaussian());

  it('knows a frozen picture from a sensor', () => {
    expect(repeatedFrames([face(still), face(still), face(still)])).toBe(1);
    expect(repeatedFrames([face(exposed()), face(exposed()), face(exposed())])).toBe(0);
    expect(repeatedFrames([face(still)])).toBeUndefined();
  });

  it('knows a mouth that opens from a photograph', () => {
    const lips = (open: number): PresentedFace => {
      const landmarks = landmarksOf({ noise: 0.2 });
      for (const [upper, lower] of [
        [61, 67],
        [62, 66],
        [63, 65],
      ] as const) {
        landmarks[2 * lower] = landmarks[2 * upper] as number;
        landmarks[2 * lower + 1] = (landmarks[2 * upper + 1] as number) + 2 + open + 0.2 * gaussian();
      }
      return face(still, landmarks);
    };
    const photograph = [0, 0, 0, 0].map(lips);
    const speaking = [0, 6, 12, 4].map(lips);
    expect(expressionChange(speaking)!).toBeGreaterThan(3 * expressionChange(photograph)!);
    expect(expressionChange(photograph.slice(0, 2))).toBeUndefined();
  });
});

describe('equations', () => {
  it('are solved, also where a pivot is zero', () => {
    expect(
      solveLinear([
        [0, 2, 4],
        [3, 1, 5],
      ]),
    ).toEqual([1, 2]);
  });

  it('without one answer have none', () => {
    expect(
      solveLinear([
        [1, 2, 3],
        [2, 4, 6],
      ]),
    ).toBeUndefined();
  });
});
