import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { gaussian, seededRandom } from '@/lib/math/random';

const WIDTH = 640;
const HEIGHT = 480;
/** Times as fine as the camera: what the camera's pixels average over. */
const FINE = 3;

interface Picture {
  data: Float32Array;
  width: number;
  height: number;
}

const random = seededRandom(7);
const between = (low: number, high: number): number => low + (high - low) * random();

async function load(path: string, width: number, height: number): Promise<Picture> {
  const { data } = await sharp(path)
    .resize(width, height, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: Float32Array.from(data), width, height };
}

/** Each value of a fine picture through `surface`, then the mean over each pixel of the camera. */
function photographed(
  fine: Picture,
  surface: (value: number, x: number, y: number, channel: number) => number,
): Picture {
  const data = new Float32Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT * FINE; y++) {
    for (let x = 0; x < WIDTH * FINE; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const value = fine.data[3 * (y * fine.width + x) + channel] as number;
        const at = 3 * (Math.floor(y / FINE) * WIDTH + Math.floor(x / FINE)) + channel;
        data[at] = (data[at] as number) + surface(value, x, y, channel) / FINE ** 2;
      }
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** Pixels of red, green and blue stripes behind a dark grid, a raised black, a bluer white; dark around it. */
function screen(fine: Picture): Picture {
  const pitch = between(2.1, 4.6);
  const [black, gain, angle] = [between(8, 26), between(0.8, 0.95), between(-0.06, 0.06)];
  const bezel = between(0.06, 0.16);
  // How much of the pixels the lens lets through: a good screen a little out of focus shows hardly any.
  const seen = between(0.05, 0.6);
  return photographed(fine, (value, x, y, channel) => {
    const [u, v] = [x / (WIDTH * FINE), y / (HEIGHT * FINE)];
    if (u < bezel || u > 1 - bezel || v < bezel / 2 || v > 1 - bezel / 2) return 14;
    const column = (x * Math.cos(angle) + y * Math.sin(angle)) / pitch;
    const row = (y * Math.cos(angle) - x * Math.sin(angle)) / pitch;
    const lit = Math.floor(column * 3) % 3 === channel ? 1 + 1.2 * seen : 1 - 0.6 * seen;
    const grid = row % 1 < 0.18 ? 1 - 0.45 * seen : 1;
    return black + gain * value * lit * grid * (channel === 2 ? 1.08 : 0.97);
  });
}

/** Halftone dots of one screen, a smaller gamut, no true black, white paper around it. */
function print(fine: Picture): Picture {
  const pitch = between(2.5, 5);
  const angle = between(0.2, 0.9);
  const margin = between(0.06, 0.16);
  const fade = between(0.6, 0.8);
  const depth = between(3, 26);
  return photographed(fine, (value, x, y, channel) => {
    const [u, v] = [x / (WIDTH * FINE), y / (HEIGHT * FINE)];
    if (u < margin || u > 1 - margin || v < margin / 2 || v > 1 - margin / 2) return 225;
    const turn = angle + channel * 0.5;
    const column = ((x * Math.cos(turn) + y * Math.sin(turn)) / pitch) * 2 * Math.PI;
    const row = ((y * Math.cos(turn) - x * Math.sin(turn)) / pitch) * 2 * Math.PI;
    const dots = depth * Math.cos(column) * Math.cos(row);
    return 38 + fade * 0.86 * (value + dots);
  });
}

/** The camera: its own blur, noise and JPEG, the same for everything. */
async function camera(picture: Picture): Promise<Buffer> {
  const noise = between(1, 3);
  const bytes = Buffer.from(picture.data.map((value) => Math.max(0, Math.min(255, value + noise * gaussian(random)))));
  return sharp(bytes, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

const kinds = {
  live: (fine: Picture): Picture => photographed(fine, (value) => value),
  screen,
  print,
};

/**
 * Writes the photographs in `faces` as they would look from a screen and from paper, and as they are, all through the same camera, into `out`. A model of
 * the optics, not the optics: for developing the passive evidence, where no recorded attacks are at hand. The same every time.
 */
export async function simulateAttacks(faces: string, out: string): Promise<void> {
  for (const file of (await readdir(faces)).sort()) {
    if (!['.jpg', '.jpeg', '.png'].includes(extname(file))) continue;
    const fine = await load(join(faces, file), WIDTH * FINE, HEIGHT * FINE);
    for (const [kind, make] of Object.entries(kinds)) {
      const folder = kind === 'live' ? join(out, 'live') : join(out, 'spoof', kind);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${file.slice(0, -extname(file).length)}.jpg`), await camera(make(fine)));
    }
  }
}
