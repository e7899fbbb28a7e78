import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { type FaceView, reliefs } from './relief';

const WIDTH = 160;
const HEIGHT = 140;
/** Pixels from the eyes down to the mouth. */
const UNIT = 40;
const MIDDLE = { x: 80, y: 45 };

/** How far a point of a face, so many units right of and below the middle of its eyes, stands before its outline. */
type Depth = (u: number, v: number) => number;
const HEAD: Depth = (u, v) =>
  0.9 * Math.sqrt(Math.max(0, 1 - u * u)) + 0.5 * Math.exp(-((u / 0.2) ** 2) - ((v - 0.6) / 0.25) ** 2);
const BENT: Depth = (u) => Math.sqrt(Math.max(0, 1.5 - u * u));
const CREASED: Depth = (u) => -0.7 * Math.abs(u);
const FLAT: Depth = () => 0;

/** Marks all over, of which no two upright lines have the same. */
function skin(u: number, v: number): number {
  const marks = Math.sin(9 * v + 4 * Math.sin(5 * u)) + Math.sin(5 * v - 11 * u) + Math.cos(14 * v + 3 * u);
  return 128 + 30 * marks;
}

/** A view of it, turned to the person's left, moved, in this light, with the noise of a sensor. */
function view(depth: Depth, degrees: number, { right = 0, down = 0, light = (_: number): number => 1 } = {}): FaceView {
  const yaw = (degrees * Math.PI) / 180;
  const random = seededRandom(degrees + 1);
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    const v = (y - MIDDLE.y - down) / UNIT;
    const nearest = new Float64Array(WIDTH).fill(Number.NEGATIVE_INFINITY);
    for (let u = -1.2; u <= 1.2; u += 0.005) {
      const near = depth(u, v);
      const x = Math.round(MIDDLE.x + right + UNIT * (u * Math.cos(yaw) + (near - depth(0, -0.2)) * Math.sin(yaw)));
      const towards = near * Math.cos(yaw) - u * Math.sin(yaw);
      if (x < 0 || x >= WIDTH || towards < (nearest[x] as number)) continue;
      nearest[x] = towards;
      data[y * WIDTH + x] = light(u) * skin(u, v) + 2 * gaussian(random);
    }
  }
  const landmarks = new Float32Array(136);
  for (let i = 36; i < 68; i++)
    landmarks.set(
      [MIDDLE.x + right + UNIT * (i < 42 ? -0.5 : i < 48 ? 0.5 : 0), MIDDLE.y + down + (i < 48 ? 0 : UNIT)],
      2 * i,
    );
  return {
    picture: { data, width: WIDTH, height: HEIGHT },
    landmarks,
    box: { x: right, y: down, width: 90, height: 110 },
  };
}

function relief(depth: Depth, degrees: number, more: Parameters<typeof view>[2] = {}): number {
  const way = [0.3, 0.6, 1].map((share) => view(depth, share * degrees, more));
  return reliefs(view(depth, 0), way, [2], degrees > 0 ? 'left' : 'right')[0] ?? Number.NaN;
}

describe('relief', () => {
  it.each([25, -25, 35])('of a head that is turned by %i degrees', (degrees) => {
    expect(relief(HEAD, degrees)).toBeGreaterThan(0.1);
  });

  it.each<[string, Depth]>([
    ['flat', FLAT],
    ['bent', BENT],
    ['creased', CREASED],
  ])('is not there in a picture that is %s', (_, depth) => {
    expect(relief(depth, 30)).toBeLessThan(0.08);
    expect(relief(depth, -30)).toBeLessThan(0.08);
  });

  it('is not there in a picture that is moved, or on which light falls from a side', () => {
    expect(relief(BENT, 30, { right: 6, down: 4 })).toBeLessThan(0.08);
    expect(relief(BENT, 30, { light: (u) => 0.7 - 0.3 * u })).toBeLessThan(0.08);
  });

  it('is measured where it was asked for', () => {
    const way = [10, 20, 30].map((degrees) => view(HEAD, degrees));
    const [last, first] = reliefs(view(HEAD, 0), way, [2, 0], 'left');
    expect(last).toBeGreaterThan(first as number);
    expect(reliefs(view(HEAD, 0), way, [], 'left')).toEqual([]);
  });

  it('is unknown where nobody has eyes or a mouth', () => {
    const nobody = { ...view(HEAD, 0), landmarks: new Float32Array(136) };
    expect(reliefs(nobody, [view(HEAD, 30)], [0], 'left')).toEqual([undefined]);
    expect(reliefs(view(HEAD, 0), [nobody], [0], 'left')[0]).toBeGreaterThan(0);
  });

  it('of pictures without any marks is all there is', () => {
    const blank = view(HEAD, 0);
    blank.picture.data.fill(90);
    expect(reliefs(blank, [blank], [0], 'left')).toEqual([1]);
  });
});
