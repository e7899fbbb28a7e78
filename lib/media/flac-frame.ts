import { SesameError } from '@/lib/errors';
import { BitReader } from './bit-reader';
import { readSubframe } from './flac-subframe';

/** What the whole stream has in common: hertz, channels, and bits of a sample. */
export interface FlacStream {
  rate: number;
  channels: number;
  bits: number;
}

const SYNC = 0x3ffe;

/** By code; 0 is the stream's own, undefined is reserved (RFC 9639, 9.1.4). */
const BITS = [0, 8, 12, undefined, 16, 20, 24, 32];

/** Channel assignments in which one channel is the difference of both (RFC 9639, 9.1.3). */
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

interface FrameHeader {
  samples: number;
  assignment: number;
  bits: number;
}

/**
 * One FLAC frame at `start` (RFC 9639, 9), as planar samples in [-1, 1], and where the next one starts.
 * Throws `undecodable_media` for a broken frame, a RangeError for one that the bytes cut off.
 */
export function readFlacFrame(
  bytes: Uint8Array,
  start: number,
  stream: FlacStream,
): { channels: Float32Array[]; end: number } {
  const reader = new BitReader(bytes, start);
  const { samples, assignment, bits } = readHeader(reader, stream);
  const paired = assignment >= LEFT_SIDE;
  if ((paired ? 2 : assignment + 1) !== stream.channels) throw broken('another number of channels');

  const side = assignment === SIDE_RIGHT ? 0 : paired ? 1 : -1;
  const planes = Array.from({ length: stream.channels }, (_, channel) =>
    readSubframe(reader, samples, channel === side ? bits + 1 : bits),
  );
  const end = reader.alignToByte();
  if (reader.unsigned(16) !== checksum(bytes, start, end)) throw broken('checksum');

  const [first, second] = planes;
  if (paired && first && second) undoSide(first, second, assignment);
  return { channels: planes.map((plane) => scaled(plane, 2 ** -(bits - 1))), end: end + 2 };
}

function readHeader(reader: BitReader, stream: FlacStream): FrameHeader {
  if (reader.unsigned(14) !== SYNC || reader.unsigned(1) !== 0) throw broken('no frame where one should start');
  reader.unsigned(1);
  const sizeCode = reader.unsigned(4);
  const rateCode = reader.unsigned(4);
  const assignment = reader.unsigned(4);
  const bits = BITS[reader.unsigned(3)];
  reader.unsigned(1);
  if (sizeCode === 0 || rateCode === 15 || assignment > MID_SIDE || bits === undefined) throw broken('reserved value');

  // The frame's number, in as many bytes as its first one announces, as in UTF-8.
  const number = reader.unsigned(8);
  const following = Math.max(0, Math.clz32(~(number << 24)) - 1);
  reader.position += following * 8;

  const samples =
    sizeCode === 6 || sizeCode === 7
      ? reader.unsigned(sizeCode === 6 ? 8 : 16) + 1
      : sizeCode === 1
        ? 192
        : sizeCode < 6
          ? 576 << (sizeCode - 2)
          : 256 << (sizeCode - 8);
  // The rate again, and the header's own checksum, which the frame's covers.
  reader.position += rateCode === 12 ? 8 : rateCode > 12 ? 16 : 0;
  reader.position += 8;
  return { samples, assignment, bits: bits || stream.bits };
}

/** Turns a pair with a difference in it into left and right, in place (RFC 9639, 4.2). */
function undoSide(first: Float64Array, second: Float64Array, assignment: number): void {
  for (let i = 0; i < first.length; i++) {
    const a = first[i] as number;
    const b = second[i] as number;
    if (assignment === LEFT_SIDE) second[i] = a - b;
    else if (assignment === SIDE_RIGHT) first[i] = a + b;
    else {
      // Half of the sum lost its last bit, which is the last bit of the difference.
      const sum = 2 * a + Math.abs(b % 2);
      first[i] = (sum + b) / 2;
      second[i] = (sum - b) / 2;
    }
  }
}

function scaled(plane: Float64Array, scale: number): Float32Array {
  const samples = new Float32Array(plane.length);
  for (let i = 0; i < plane.length; i++) samples[i] = (plane[i] as number) * scale;
  return samples;
}

const CRC_16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
  return crc;
});

function checksum(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let at = start; at < end; at++) {
    crc = ((crc << 8) & 0xffff) ^ (CRC_16[(crc >> 8) ^ (bytes[at] as number)] as number);
  }
  return crc;
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `FLAC: ${detail}` });
}
