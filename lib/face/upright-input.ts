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
  const scale = square.side / side;
  const taps = Math.min(mostSamples, Math.max(1, Math.round(scale)));
  const [across, down] = [Math.cos(square.roll) * scale, Math.sin(square.roll) * scale];
  const plane = side * side;
  const sum = new Float64Array(3);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      sum.fill(0);
      for (let tapDown = 0; tapDown < taps; tapDown++) {
        const v = row + (tapDown + 0.5) / taps - side / 2;
        for (let tapAcross = 0; tapAcross < taps; tapAcross++) {
          const u = column + (tapAcross + 0.5) / taps - side / 2;
          addSample(frame, square.middle.x + u * across - v * down, square.middle.y + u * down + v * across, sum);
        }
      }
      const at = row * side + column;
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel * plane] = (sum[channel] as number) / (taps * taps);
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

/** Adds the colour at a point of the frame, where the middle of the first pixel is (0.5, 0.5). */
function addSample({ data, width, height }: Frame, x: number, y: number, sum: Float64Array): void {
  if (x < 0 || y < 0 || x > width || y > height) return;
  const left = Math.min(Math.max(x - 0.5, 0), width - 1);
  const top = Math.min(Math.max(y - 0.5, 0), height - 1);
  const x0 = Math.floor(left);
  const y0 = Math.floor(top);
  const right = left - x0;
  const below = top - y0;
  const a = (y0 * width + x0) * 3;
  const b = x0 + 1 < width ? a + 3 : a;
  const toNextRow = y0 + 1 < height ? width * 3 : 0;
  for (let channel = 0; channel < 3; channel++) {
    const upper = (data[a + channel] as number) * (1 - right) + (data[b + channel] as number) * right;
    const lower =
      (data[a + toNextRow + channel] as number) * (1 - right) + (data[b + toNextRow + channel] as number) * right;
    sum[channel] = (sum[channel] as number) + upper * (1 - below) + lower * below;
  }
}
