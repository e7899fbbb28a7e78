import { OpusDecoder } from 'opus-decoder';
import { asSesameError, SesameError } from '@/lib/errors';
import { OPUS_RATE, parseOpusHead } from './opus-packet';
import { mixDown } from './pcm';

/**
 * Samples a second that libopus decodes to, in hertz. It can do 16 kHz itself, but lets tones just above 8 kHz through 18 dB
 * down; what it leaves around 12 kHz, `resample` removes.
 */
export const DECODED_RATE = 24_000;

/** A decoder with memory of its own, in WebAssembly, for packets that follow one another. */
export interface OpusStream {
  /** Mono samples at `DECODED_RATE`. Throws `undecodable_media`; afterwards the decoder is not to be used again. */
  decode(packets: Uint8Array[]): Float32Array;
  /** Gives the memory back; of no effect the second time, or after an error. */
  free(): void;
}

/** Opens a decoder for the stream that an `OpusHead` describes. Throws `undecodable_media`. */
export async function openOpus(setup: Uint8Array): Promise<OpusStream> {
  const header = parseOpusHead(setup);
  if (!header) throw broken('identification header');
  const decoder = new OpusDecoder({
    sampleRate: DECODED_RATE,
    channels: header.channels,
    streamCount: header.streams,
    coupledStreamCount: header.coupledStreams,
    channelMappingTable: header.mapping,
  });
  await decoder.ready;
  const { gain } = header;
  let usable = true;
  let toSkip = Math.round((header.preSkip * DECODED_RATE) / OPUS_RATE);

  function decode(packets: Uint8Array[]): Float32Array {
    try {
      const { channelData, errors } = decoder.decodeFrames(packets);
      if (errors[0]) throw broken(errors[0].message);
      const mono = mixDown(channelData);
      const samples = mono.subarray(toSkip);
      toSkip -= mono.length - samples.length;
      return gain === 1 ? samples : samples.map((value) => value * gain);
    } catch (cause) {
      usable = false;
      throw asSesameError(cause) ?? broken('decoder', cause);
    }
  }

  function free(): void {
    // A decoder that failed is not touched again: its memory is its own, and goes with it.
    if (usable) decoder.free();
    usable = false;
  }

  return { decode, free };
}

function broken(detail: string, cause?: unknown): SesameError {
  return new SesameError('undecodable_media', { detail: `Opus: ${detail}`, cause });
}
