import type { Frame } from '@/lib/media/frame';
import type { UprightSquare } from './align';

/** A turned square of a frame. */
export interface UprightRegion {
  frame: Frame;
  square: UprightSquare;
}

/**
 * A turned square as a network sees it: [3, side, side], RGB in [0, 255], upright, black past the frame's edges.
 * Each value is the mean of as many bilinear samples as it covers pixels, so that fine detail does not alias. Written over
 * what `pixels` held.
 *
 * @param mostSamples of a value, along either side: fewer than it covers pixels cost less, and let some detail alias
 */
export function uprightPixels(
  { frame, square }: UprightRegion,
  side: number,
  pixels = new Float32Array(3 * side * side),
  mostSamples = Number.POSITIVE_INFINITY,
): Float32Array {
  const { data, width, height } = frame;
  const { x: middleX, y: middleY } = square.middle;
  const scale = square.side / side;
  const taps = Math.min(mostSamples, Math.max(1, Math.round(scale)));
  const across = Math.cos(square.roll) * scale;
  const down = Math.sin(square.roll) * scale;
  const samples = taps * taps;
  const plane = side * side;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      // One variable each: arrays and calls would take half of the time again.
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tapDown = 0; tapDown < taps; tapDown++) {
        const v = row + (tapDown + 0.5) / taps - side / 2;
        for (let tapAcross = 0; tapAcross < taps; tapAcross++) {
          const u = column + (tapAcross + 0.5) / taps - side / 2;
          // A point of the frame, where the middle of the first pixel is (0.5, 0.5).
          const x = middleX + u * across - v * down;
          const y = middleY + u * down + v * across;
          if (x < 0 || y < 0 || x > width || y > height) continue;
          const left = Math.min(Math.max(x - 0.5, 0), width - 1);
          const top = Math.min(Math.max(y - 0.5, 0), height - 1);
          const x0 = Math.floor(left);
          const y0 = Math.floor(top);
          const right = left - x0;
          const below = top - y0;
          const a = (y0 * width + x0) * 3;
          const b = x0 + 1 < width ? a + 3 : a;
          const next = y0 + 1 < height ? width * 3 : 0;
          red += between(data, a, b, next, right, below);
          green += between(data, a + 1, b + 1, next, right, below);
          blue += between(data, a + 2, b + 2, next, right, below);
        }
      }
      const at = row * side + column;
      pixels[at] = red / samples;
      pixels[at + plane] = green / samples;
      pixels[at + 2 * plane] = blue / samples;
    }
  }
  return pixels;
}

/** The same picture in a mirror: each row of its three planes backwards. */
export function mirrored(pixels: Float32Array, side: number, into: Float32Array): void {
  for (let start = 0; start < pixels.length; start += side) {
    for (let column = 0; column < side; column++) into[start + column] = pixels[start + side - 1 - column] as number;
  }
}

/** Bilinear: two values of a row, and those a row further. */
function between(data: Frame['data'], a: number, b: number, next: number, right: number, below: number): number {
  const upper = (data[a] as number) * (1 - right) + (data[b] as number) * right;
  const lower = (data[a + next] as number) * (1 - right) + (data[b + next] as number) * right;
  return upper * (1 - below) + lower * below;
}
