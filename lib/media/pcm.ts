import { SesameError } from '@/lib/errors';

/**
 * Mono samples as a decoder made them, at a rate that is not ours yet, in hertz. Decoders give a recording in pieces of any
 * length, all of one rate, and hold no more of it than the piece they work on.
 */
export interface Pcm {
  samples: Float32Array;
  rate: number;
}

/** The mean of planar channels of one length. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (!first) throw new SesameError('undecodable_media', { detail: 'no channels' });
  if (others.length === 0) return first;
  const mono = first.slice();
  for (const other of others) for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) + (other[i] ?? 0);
  for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) / channels.length;
  return mono;
}

/** Blocks of samples, one after the other. */
export function concatenate(blocks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((length, block) => length + block.length, 0));
  let offset = 0;
  for (const block of blocks) {
    samples.set(block, offset);
    offset += block.length;
  }
  return samples;
}

/** Pieces of a recording joined until each lasts a second; only the last may be shorter. */
export async function* inSeconds(pieces: AsyncIterable<Pcm>): AsyncGenerator<Pcm> {
  let held: Float32Array[] = [];
  let length = 0;
  let rate = 0;
  for await (const piece of pieces) {
    rate = piece.rate;
    if (length === 0 && piece.samples.length >= rate) {
      yield piece;
      continue;
    }
    held.push(piece.samples);
    length += piece.samples.length;
    if (length < rate) continue;
    yield { samples: concatenate(held), rate };
    held = [];
    length = 0;
  }
  if (length > 0) yield { samples: concatenate(held), rate };
}

/** Throws `recording_too_long` for more seconds than allowed. Asked before and while something is decoded. */
export function checkDuration(seconds: number, maxSeconds: number): void {
  if (seconds > maxSeconds) throw new SesameError('recording_too_long', { detail: `more than ${maxSeconds} s` });
}
