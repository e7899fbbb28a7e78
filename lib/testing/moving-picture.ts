import sharp from 'sharp';
import { gaussian } from '@/lib/math/random';

/** Standard deviation of the noise of a webcam's sensor indoors, of 255. */
const NOISE = 2;
/** Shares of the width that a person sways to each side, and of the size that they come nearer. */
const SWAY = 0.012;
const NEARER = 0.02;
/** The light of a room on a coarse grid, which wanders by so much. */
const COLUMNS = 4;
const ROWS = 3;
const LIGHT = 0.05;

/** A value that wanders within [-1, 1] in seconds, never quite the same again. */
function wandering(random: () => number): (seconds: number) => number {
  const waves = [0.6, 0.4].map((size) => ({ size, rate: 0.15 + 0.35 * random(), phase: random() }));
  return (seconds) =>
    waves.reduce((sum, { size, rate, phase }) => sum + size * Math.sin(2 * Math.PI * (rate * seconds + phase)), 0);
}

/**
 * A photograph as a camera shows somebody who sits before it, at these seconds (JPEG of the same size): they sway and come nearer, the
 * light wanders, and the noise of the sensor is never the same.
 */
export async function movingPicture(
  photo: Buffer,
  seconds: readonly number[],
  random: () => number,
): Promise<Buffer[]> {
  const { width, height } = await sharp(photo).metadata();
  // At twice the size whole pixels are half ones.
  const large = await sharp(photo)
    .removeAlpha()
    .resize(2 * width, 2 * height)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const noise = Int8Array.from({ length: 3 * width * height }, () => Math.round(NOISE * gaussian(random)));
  const [across, down, near] = [wandering(random), wandering(random), wandering(random)];
  const light = Array.from({ length: COLUMNS * ROWS }, () => wandering(random));
  const frames: Buffer[] = [];
  for (const at of seconds) {
    const size = 1 - 2 * SWAY - (NEARER * (1 + near(at))) / 2;
    const window = { width: Math.round(size * large.info.width), height: Math.round(size * large.info.height) };
    const left = Math.round((large.info.width - window.width) / 2 + SWAY * large.info.width * across(at));
    const top = Math.round((large.info.height - window.height) / 2 + SWAY * large.info.height * down(at));
    const { data } = await sharp(large.data, { raw: large.info })
      .extract({ left, top, ...window })
      .resize(width, height, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const lit = litAndNoisy(
      data,
      width,
      light.map((value) => 1 + LIGHT * value(at)),
      noise,
      random,
    );
    frames.push(
      await sharp(lit, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 92 })
        .toBuffer(),
    );
  }
  return frames;
}

/** Each pixel times the light at its place, between the points of the grid in proportion, with noise read from a place of its own. */
function litAndNoisy(
  data: Uint8Array,
  width: number,
  grid: readonly number[],
  noise: Int8Array,
  random: () => number,
): Uint8ClampedArray {
  const height = data.length / 3 / width;
  const bytes = new Uint8ClampedArray(data.length);
  const row = new Float64Array(COLUMNS);
  let from = Math.floor(random() * noise.length);
  for (let y = 0, at = 0; y < height; y++) {
    const below = (y / height) * (ROWS - 1);
    const first = Math.floor(below);
    for (let column = 0; column < COLUMNS; column++)
      row[column] = mixed(grid, first * COLUMNS + column, COLUMNS, below - first);
    for (let x = 0; x < width; x++) {
      const beside = (x / width) * (COLUMNS - 1);
      const gain = mixed(row, Math.floor(beside), 1, beside - Math.floor(beside));
      for (let channel = 0; channel < 3; channel++, at++) {
        bytes[at] = gain * (data[at] as number) + (noise[from] as number);
        from = from + 1 === noise.length ? 0 : from + 1;
      }
    }
  }
  return bytes;
}

function mixed(values: ArrayLike<number>, at: number, step: number, share: number): number {
  return (1 - share) * (values[at] as number) + share * (values[at + step] as number);
}
