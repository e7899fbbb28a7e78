import type { Track } from './track';

/** Element IDs of RFC 8794 and RFC 9559, length marker included. */
export const SEGMENT = 0x18538067;
export const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CONTENT_ENCODINGS = 0x6d80;
export const CLUSTER = 0x1f43b675;
export const BLOCK_GROUP = 0xa0;
export const BLOCK = 0xa1;
export const SIMPLE_BLOCK = 0xa3;

const AUDIO = 2;
const LACING = 0x06;

interface Element {
  id: number;
  body: Uint8Array;
}

/**
 * The first sound track of a WebM file, or undefined when it has none.
 *
 * Live recordings (MediaRecorder) leave the sizes of the segment and its clusters open, so nothing is read from sizes of
 * masters: the walk steps into them and goes on to whatever comes next. A block that the end of the file cuts is dropped.
 */
export function readWebm(bytes: Uint8Array): Track | undefined {
  for (const { id, body } of elements(bytes, [SEGMENT])) {
    if (id !== TRACKS) continue;
    const track = readTracks(body);
    if (track)
      return { ...track, packets: { [Symbol.iterator]: () => readBlocks(bytes, track.number) }, skipSeconds: 0 };
  }
  return undefined;
}

/** What the Tracks element says of a sound track; `codec` and `setup` as in `Track`. */
export interface TrackEntry {
  number: number;
  codec: string;
  setup: Uint8Array;
}

/** The first sound track in the body of a Tracks element. */
export function readTracks(body: Uint8Array): TrackEntry | undefined {
  for (const entry of elements(body)) {
    const track = entry.id === TRACK_ENTRY ? readEntry(entry.body) : undefined;
    if (track) return track;
  }
  return undefined;
}

function readEntry(entry: Uint8Array): TrackEntry | undefined {
  const fields = new Map([...elements(entry)].map(({ id, body }) => [id, body]));
  if (unsigned(fields.get(TRACK_TYPE)) !== AUDIO) return undefined;
  const codec = new TextDecoder('latin1').decode(fields.get(CODEC_ID)?.subarray(0, 32));
  const plain = codec === 'A_OPUS' && !fields.has(CONTENT_ENCODINGS);
  return {
    number: unsigned(fields.get(TRACK_NUMBER)),
    codec: plain ? 'opus' : codec,
    setup: fields.get(CODEC_PRIVATE) ?? new Uint8Array(),
  };
}

function* readBlocks(bytes: Uint8Array, track: number): Generator<Uint8Array> {
  for (const { id, body } of elements(bytes, [SEGMENT, CLUSTER, BLOCK_GROUP])) {
    if (id !== SIMPLE_BLOCK && id !== BLOCK) continue;
    const packet = readBlock(body, track);
    if (packet) yield packet;
  }
}

/** The packet in the body of a block; undefined for another track's. A laced block has an empty one, which no decoder takes. */
export function readBlock(body: Uint8Array, track: number): Uint8Array | undefined {
  const number = readVint(body, 0, false);
  if (number?.value !== track) return undefined;
  // Two bytes of time and one of flags follow.
  const laced = ((body[number.end + 2] ?? 0) & LACING) !== 0;
  return laced ? new Uint8Array() : body.subarray(number.end + 3);
}

/** The elements in `bytes`, in order; instead of the masters named in `inside`, what is in them. */
function* elements(bytes: Uint8Array, inside: readonly number[] = []): Generator<Element> {
  for (let at = 0; at < bytes.length; ) {
    const id = readVint(bytes, at, true);
    const size = id && readVint(bytes, id.end, false);
    if (!size) return;
    at = size.end;
    if (inside.includes(id.value)) continue;
    if (size.value > bytes.length - at) return;
    yield { id: id.value, body: bytes.subarray(at, at + size.value) };
    at += size.value;
  }
}

/** A variable-length integer (RFC 8794, 4). An unknown size reads as a number larger than any file. */
export function readVint(
  bytes: Uint8Array,
  at: number,
  keepMarker: boolean,
): { value: number; end: number } | undefined {
  const first = bytes[at];
  if (!first) return undefined;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return undefined;
  let value = keepMarker ? first : first & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] as number);
  return { value, end: at + length };
}

function unsigned(body: Uint8Array = new Uint8Array()): number {
  return body.reduce((value, byte) => value * 256 + byte, 0);
}
