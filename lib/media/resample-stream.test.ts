import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { concatenate } from './pcm';
import { resample } from './resample';
import { resampleStream } from './resample-stream';

/** To compare numbers one by one takes longer than to make them. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

describe('resampleStream', () => {
  it.each([8_000, 11_025, 16_000, 22_050, 24_000, 40_025, 44_100, 48_000, 88_200, 96_000])(
    'makes of %i Hz what resampling at once makes, wherever the pieces and the recording end',
    (rate) => {
      const random = seededRandom(rate);
      const noise = Float32Array.from({ length: 3.3 * rate }, () => random() - 0.5);
      for (const length of [0, 1, rate + 7, 2 * rate, 2 * rate + 1, noise.length]) {
        const input = noise.subarray(0, length);
        const stream = resampleStream(rate);
        const output: Float32Array[] = [];
        for (let at = 0, size = 1; at < length; at += size, size = (size * 5 + 1) % 50_003)
          output.push(stream.push(input.subarray(at, at + size)));
        output.push(stream.end());
        expect(bytesOf(concatenate(output)).equals(bytesOf(resample(input, rate)))).toBe(true);
      }
    },
  );
});
