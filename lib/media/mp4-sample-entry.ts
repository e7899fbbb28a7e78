import { boxes, bytesOf, findBox } from './mp4-boxes';

/** Bytes of an AudioSampleEntry before its own boxes (ISO/IEC 14496-12, 12.2.3). */
const AUDIO_ENTRY = 28;

/** Descriptor tags of ISO/IEC 14496-1, 7.2.2.1. */
const ELEMENTARY_STREAM = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;

/** Codec and set-up bytes from a sample description box (`stsd`). */
export function readSampleEntry(description: DataView): { codec: string; setup: Uint8Array } {
  const [entry] = boxes(description, 8);
  if (!entry) return { codec: 'none', setup: new Uint8Array() };
  const { buffer, byteOffset, byteLength } = entry.body;
  const inner = new DataView(buffer, byteOffset + AUDIO_ENTRY, byteLength - AUDIO_ENTRY);

  const opus = findBox(inner, 'dOps');
  if (entry.type === 'Opus' && opus) return { codec: 'opus', setup: opusHead(opus) };
  const stream = findBox(inner, 'esds');
  const setup = stream && decoderSpecific(bytesOf(stream, 4));
  if (entry.type === 'mp4a' && setup) return { codec: 'aac', setup };
  return { codec: entry.type, setup: new Uint8Array() };
}

/** The `dOps` box (Opus in ISOBMFF, 4.3.2) as the header it was made from, which is little-endian. */
function opusHead(box: DataView): Uint8Array {
  const head = new Uint8Array(8 + box.byteLength);
  head.set(new TextEncoder().encode('OpusHead'));
  head.set(bytesOf(box), 8);
  const view = new DataView(head.buffer);
  view.setUint8(8, 1);
  view.setUint16(10, box.getUint16(2), true);
  view.setUint32(12, box.getUint32(4), true);
  view.setInt16(16, box.getInt16(8), true);
  return head;
}

/** `AudioSpecificConfig` out of the descriptors of an `esds` box, or undefined. */
function decoderSpecific(bytes: Uint8Array): Uint8Array | undefined {
  const stream = descriptor(bytes, ELEMENTARY_STREAM);
  // An identifier and a byte of flags, which announce nothing in files; 13 bytes of stream type and rates.
  const config = stream && descriptor(stream.subarray(3), DECODER_CONFIG);
  return config && descriptor(config.subarray(13), DECODER_SPECIFIC);
}

/** The content of a descriptor that starts `bytes`; its length takes up to four groups of seven bits. */
function descriptor(bytes: Uint8Array, tag: number): Uint8Array | undefined {
  if (bytes[0] !== tag) return undefined;
  let length = 0;
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at] ?? 0;
    length = length * 128 + (byte & 0x7f);
    if (byte < 0x80) return bytes.subarray(at + 1, at + 1 + length);
  }
  return undefined;
}
