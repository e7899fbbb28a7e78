import { SesameError } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import { OPUS_RATE, opusPacketSamples, parseOpusHead } from './opus-packet';
import { DECODED_RATE, openOpus } from './opus-stream';
import { checkDuration, type Pcm } from './pcm';
import type { Track } from './track';

/** Most seconds of sound decoded in one turn of the event loop: about 5 ms of work. */
const BATCH_SECONDS = 1;

/**
 * Opus packets as mono samples at 24 kHz, decoded by libopus in WebAssembly.
 *
 * Every packet's length in time is read before any packet is decoded, so that a short file cannot unfold into a long
 * recording. A decoder lives for one recording: its memory is its own, and one that traps is never used again.
 *
 * Errors: `undecodable_media`, `recording_too_long`.
 */
export async function* decodeOpus({ setup, packets }: Track, maxSeconds: number): AsyncGenerator<Pcm> {
  const header = parseOpusHead(setup);
  if (!header) throw broken('identification header');

  let duration = -header.preSkip;
  for (const packet of packets) {
    const samples = opusPacketSamples(packet);
    if (samples === undefined) throw broken('packet');
    duration += samples;
    checkDuration(duration / OPUS_RATE, maxSeconds);
  }

  const decoder = await openOpus(setup);
  try {
    for (const batch of batches(packets)) {
      await yieldToEventLoop();
      yield { samples: decoder.decode(batch), rate: DECODED_RATE };
    }
  } finally {
    decoder.free();
  }
}

/** Packets in order, a second of sound at a time. */
export function* batches(packets: Iterable<Uint8Array>): Generator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let samples = 0;
  for (const packet of packets) {
    batch.push(packet);
    samples += opusPacketSamples(packet) ?? 0;
    if (samples < BATCH_SECONDS * OPUS_RATE) continue;
    yield batch;
    batch = [];
    samples = 0;
  }
  if (batch.length > 0) yield batch;
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `Opus: ${detail}` });
}
