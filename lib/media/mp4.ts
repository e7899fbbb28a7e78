import { asSesameError, SesameError } from '@/lib/errors';
import { type Box, boxes, findBox, fourCharacters } from './mp4-boxes';
import { readSampleEntry } from './mp4-sample-entry';
import { fragmentSamples, tableSamples } from './mp4-samples';
import type { Track } from './track';

/** Longest start that an edit list may cut off, in seconds: codec delays are below a tenth. */
const MAX_SKIP = 0.5;

/**
 * The first sound track of an MP4 file, whole or fragmented (Safari's and Chromium's MediaRecorder), or undefined when it
 * has none. Boxes as in ISO/IEC 14496-12.
 *
 * Errors: `undecodable_media` for boxes shorter than what they must hold, at once or while packets are read.
 */
export function readMp4(bytes: Uint8Array): Track | undefined {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return guarded(() => {
    const movie = findBox(file, 'moov');
    for (const box of movie ? boxes(movie) : []) {
      const track =
        box.type === 'trak' && handler(box) === 'soun' ? readTrack(bytes, file, movie, box.body) : undefined;
      if (track) return track;
    }
    return undefined;
  });
}

function readTrack(bytes: Uint8Array, file: DataView, movie: DataView | undefined, track: DataView): Track | undefined {
  const header = findBox(track, 'tkhd');
  const table = findBox(track, 'mdia', 'minf', 'stbl');
  const entry = table && findBox(table, 'stsd');
  if (!header || !table || !entry) return undefined;

  const id = header.getUint32(header.getUint8(0) === 1 ? 20 : 12);
  const fragmented = movie !== undefined && findBox(movie, 'mvex') !== undefined;
  const samples = () => (fragmented ? fragmentSamples(file, movie, id) : tableSamples(table));
  return {
    ...readSampleEntry(entry),
    packets: { [Symbol.iterator]: () => packets(bytes, samples()) },
    skipSeconds: skippedSeconds(track),
  };
}

function* packets(bytes: Uint8Array, samples: Generator<{ offset: number; size: number }>): Generator<Uint8Array> {
  for (;;) {
    const next = guarded(() => samples.next());
    if (next.done) return;
    const { offset, size } = next.value;
    if (offset + size > bytes.length) return;
    yield bytes.subarray(offset, offset + size);
  }
}

function handler(track: Box): string | undefined {
  const box = findBox(track.body, 'mdia', 'hdlr');
  return box && fourCharacters(box, 8);
}

/** The start of the first edit that shows something, in seconds of the media. */
function skippedSeconds(track: DataView): number {
  const edits = findBox(track, 'edts', 'elst');
  const clock = findBox(track, 'mdia', 'mdhd');
  if (!edits || !clock) return 0;
  const timescale = clock.getUint32(clock.getUint8(0) === 1 ? 20 : 12);
  const long = edits.getUint8(0) === 1;
  const count = Math.min(edits.getUint32(4), 2);
  for (let i = 0; i < count; i++) {
    const start = long ? Number(edits.getBigInt64(8 + i * 20 + 8)) : edits.getInt32(8 + i * 12 + 4);
    const seconds = start / timescale;
    // -1 marks a pause before the sound.
    if (start >= 0) return seconds <= MAX_SKIP ? seconds : 0;
  }
  return 0;
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    // A DataView throws a RangeError where a box ends too early.
    throw asSesameError(cause) ?? new SesameError('undecodable_media', { detail: 'MP4: a box ends too early', cause });
  }
}
