import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { mean } from '@/lib/math/statistics';
import { blur } from './blur';
import { colourMoments } from './colour-moments';
import { colourTexture, PATTERNS } from './texture';
import { type ColourPlanes, FACE_SIDE, uprightFace } from './upright-face';

const random = seededRandom(4);
type Colour = readonly [number, number, number];

/** Eyes and mouth of a face in the middle of the frame, and the rest of it where the mouth is. */
const landmarks = Float32Array.from({ length: 136 }, (_, i) => {
  const point = Math.floor(i / 2);
  const at = point < 42 ? [130, 120] : point < 48 ? [190, 120] : [160, 170];
  return at[i % 2] as number;
});

function planesOf(colour: (x: number, y: number) => Colour): ColourPlanes {
  const data = new Uint8Array(3 * 320 * 240);
  for (let i = 0; i < 320 * 240; i++)
    data.set(
      colour(i % 320, Math.floor(i / 320)).map((value) => Math.max(0, Math.min(255, value))),
      3 * i,
    );
  return uprightFace({
    frame: { data, width: 320, height: 240 },
    box: { x: 90, y: 70, width: 140, height: 140 },
    landmarks,
  });
}

const shade = (x: number, y: number): number => 30 * Math.sin(x / 19) * Math.cos(y / 23);
const skin = (x: number, y: number): Colour => {
  const light = shade(x, y) + 3 * gaussian(random);
  return [180 + light, 130 + 0.8 * light, 100 + 0.6 * light];
};
/** Dots of ink whose colours lie beside one another. */
const printed = (x: number, y: number): Colour => {
  const [red, green, blue] = skin(x, y);
  const dots = 18 * Math.cos(1.1 * x + 0.3 * y) * Math.cos(0.3 * x - 1.1 * y);
  return [red + dots, green - dots, blue];
};

const distance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] as number)), 0);

describe('the upright face', () => {
  it('has the colours of the frame in both spaces', () => {
    const { ycbcr, hsv } = planesOf(() => [200, 100, 50]);
    const middle = (FACE_SIDE * FACE_SIDE + FACE_SIDE) / 2;
    expect(ycbcr.map((plane) => plane[middle])).toEqual([124, 86, 182]);
    expect(hsv.map((plane) => plane[middle])).toEqual([14, 191, 200]);
  });

  it('has no hue where it is grey', () => {
    const { hsv } = planesOf(() => [77, 77, 77]);
    expect(hsv.map((plane) => mean(plane))).toEqual([0, 0, 77]);
  });
});

describe('the texture of colour', () => {
  it('is one share of each pattern in each of six planes', () => {
    const texture = colourTexture(planesOf(skin));
    expect(texture).toHaveLength(6 * PATTERNS);
    for (let plane = 0; plane < 6; plane++)
      expect(texture.slice(plane * PATTERNS, (plane + 1) * PATTERNS).reduce((a, b) => a + b)).toBeCloseTo(1, 4);
  });

  it('is that of another shot of the same skin, and not that of a print of it', () => {
    const first = colourTexture(planesOf(skin));
    const again = distance(first, colourTexture(planesOf(skin)));
    expect(distance(first, colourTexture(planesOf(printed)))).toBeGreaterThan(2 * again);
  });

  it('of a flat plane is one pattern', () => {
    const texture = colourTexture(planesOf(() => [90, 90, 90]));
    expect([...texture].filter((share) => share > 0.999)).toHaveLength(6);
  });
});

describe('moments of colour', () => {
  it('grow with the colours that there are', () => {
    const plain = colourMoments(planesOf(() => [180, 130, 100]));
    const motley = colourMoments(planesOf((x) => (Math.floor(x / 20) % 2 === 0 ? [180, 130, 100] : [120, 150, 170])));
    expect(plain).toEqual({ hueSpread: 0, saturationSpread: 0, specular: 0 });
    expect(motley.hueSpread).toBeGreaterThan(0.1);
    expect(motley.saturationSpread).toBeGreaterThan(0.05);
  });

  it('tell the share that a gloss reflects', () => {
    const glossy = colourMoments(planesOf((x) => (x % 320 < 130 ? [250, 245, 240] : [130, 90, 70])));
    expect(glossy.specular).toBeGreaterThan(0.1);
    expect(glossy.specular).toBeLessThan(0.6);
  });
});

describe('blur', () => {
  it('is more in a picture of a picture', () => {
    const stripes = (x: number): number => (Math.floor(x / 30) % 2 === 0 ? 90 : 160);
    const soft = (x: number): number => mean(Array.from({ length: 17 }, (_, i) => stripes(x + i)));
    const grey = (value: number): Colour => [value, value, value];
    const of = (tone: (x: number) => number): number => blur(planesOf((x, y) => grey((tone(x) + tone(y)) / 2)));
    expect(of(soft)).toBeGreaterThan(of(stripes) + 0.05);
  });

  it('of a flat picture is all', () => {
    expect(blur(planesOf(() => [90, 90, 90]))).toBe(1);
  });
});
