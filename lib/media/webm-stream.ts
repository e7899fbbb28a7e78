import { SesameError } from '@/lib/errors';
import { BLOCK, BLOCK_GROUP, CLUSTER, readBlock, readTracks, readVint, SEGMENT, SIMPLE_BLOCK, TRACKS } from './webm';

/** The first element of every WebM file (RFC 8794, 11.2.1). */
const EBML = 0x1a45dfa3;

/** Elements that are stepped into: their sizes are open in a live recording, or do not matter. */
const MASTERS: readonly number[] = [SEGMENT, CLUSTER, BLOCK_GROUP];

/** Elements that are waited for, whole. */
const WANTED: readonly number[] = [TRACKS, SIMPLE_BLOCK, BLOCK];

/** Most bytes of one of them. Recorders' packets and tracks have some hundred; the longest sensible packet 8 kB. */
const MAX_ELEMENT_BYTES = 16_384;

/** Most bytes of an element's ID and size. */
const MAX_HEADER_BYTES = 16;

/** A WebM recording that is still arriving, cut anywhere. Holds at most one element. */
export interface WebmStream {
  /** The packets of the first sound track that these bytes complete. Throws `undecodable_media`, `unsupported_media`. */
  push(bytes: Uint8Array): Uint8Array[];
  /** `OpusHead`, once the track is known: before there are packets. */
  setup(): Uint8Array | undefined;
}

/** Reads as `readWebm` does, from MediaRecorder's chunks. Opus only. */
export function webmStream(): WebmStream {
  let held = new Uint8Array(0);
  let begun = false;
  let skip = 0;
  let track: { number: number; setup: Uint8Array } | undefined;

  function push(bytes: Uint8Array): Uint8Array[] {
    const all = new Uint8Array(held.length + bytes.length);
    all.set(held);
    all.set(bytes, held.length);
    const packets: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const skipped = Math.min(skip, all.length - at);
      at += skipped;
      skip -= skipped;
      const element = readHeader(all, at);
      if (!element) break;
      const { id, size, body } = element;
      if (!begun && id !== EBML) throw broken('no EBML header');
      begun = true;
      if (MASTERS.includes(id)) {
        at = body;
      } else if (WANTED.includes(id)) {
        if (size > MAX_ELEMENT_BYTES) throw broken('an element that is too large');
        if (body + size > all.length) break;
        at = body + size;
        take(id, all.slice(body, at), packets);
      } else {
        if (size > Number.MAX_SAFE_INTEGER) throw broken('an element without a size');
        at = body;
        skip = size;
      }
    }
    held = all.slice(at);
    return packets;
  }

  function take(id: number, body: Uint8Array, packets: Uint8Array[]): void {
    if (id === TRACKS) {
      const entry = readTracks(body);
      if (!entry) throw broken('no sound track');
      if (entry.codec !== 'opus') throw new SesameError('unsupported_media', { detail: `codec ${entry.codec}` });
      track ??= entry;
    } else {
      if (!track) throw broken('sound before its track');
      const packet = readBlock(body, track.number);
      if (packet) packets.push(packet);
    }
  }

  return { push, setup: () => track?.setup };
}

/** The ID and size of the element at `at`, and where its body begins; undefined when more bytes are needed. */
function readHeader(bytes: Uint8Array, at: number): { id: number; size: number; body: number } | undefined {
  const id = readVint(bytes, at, true);
  const size = id && readVint(bytes, id.end, false);
  if (size) return { id: id.value, size: size.value, body: size.end };
  // Eight bytes are the longest of either; what cannot be read with more than that will never be.
  if (bytes.length - at >= MAX_HEADER_BYTES || bytes[at] === 0) throw broken('an element that is none');
  return undefined;
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `WebM: ${detail}` });
}
