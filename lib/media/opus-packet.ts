/** Samples a second that Opus counts in, whatever it was recorded or is played at (RFC 6716, 2). */
export const OPUS_RATE = 48_000;

/** Most samples in one packet, at 48 kHz: 120 ms (RFC 6716, 3.2.5, R5). */
const MAX_PACKET_SAMPLES = 5_760;

/** Frame sizes in samples at 48 kHz, by the configuration number in the first byte (RFC 6716, table 2). */
const SILK_FRAMES = [480, 960, 1920, 2880];
const HYBRID_FRAMES = [480, 960];
const CELT_FRAMES = [120, 240, 480, 960];

/**
 * Samples at 48 kHz that a packet holds, read from its first bytes without decoding it; undefined when the packet breaks
 * the rules of RFC 6716, 3.2, on how many frames there can be.
 */
export function opusPacketSamples(packet: Uint8Array): number | undefined {
  const [first, second] = packet;
  if (first === undefined) return undefined;
  const configuration = first >> 3;
  const frame =
    configuration < 12
      ? SILK_FRAMES[configuration % 4]
      : configuration < 16
        ? HYBRID_FRAMES[configuration % 2]
        : CELT_FRAMES[configuration % 4];
  const code = first & 3;
  const frames = code === 0 ? 1 : code === 3 ? (second ?? 0) & 0x3f : 2;
  const samples = frames * (frame ?? 0);
  return samples > 0 && samples <= MAX_PACKET_SAMPLES ? samples : undefined;
}

export interface OpusHead {
  channels: number;
  /** Samples at 48 kHz to drop at the start. */
  preSkip: number;
  /** Factor to apply to every sample. */
  gain: number;
  streams: number;
  coupledStreams: number;
  /** Stream channel of each output channel. */
  mapping: number[];
}

/** The identification header of RFC 7845, 5.1, or undefined when it is broken or of an unknown mapping family. */
export function parseOpusHead(head: Uint8Array): OpusHead | undefined {
  if (head.length < 19) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const channels = view.getUint8(9);
  const preSkip = view.getUint16(10, true);
  // Q7.8 decibels.
  const gain = 10 ** (view.getInt16(16, true) / 256 / 20);
  const family = view.getUint8(18);
  if (family === 0 && (channels === 1 || channels === 2)) {
    // A one-channel decoder mixes a stereo stream down by itself.
    return { channels: 1, preSkip, gain, streams: 1, coupledStreams: 0, mapping: [0] };
  }
  if (family !== 1 || channels < 1 || channels > 8 || head.length < 21 + channels) return undefined;
  const streams = view.getUint8(19);
  const coupledStreams = view.getUint8(20);
  const mapping = [...head.subarray(21, 21 + channels)];
  const decoded = streams + coupledStreams;
  if (streams < 1 || coupledStreams > streams || decoded > 16) return undefined;
  if (mapping.some((channel) => channel >= decoded && channel !== 255)) return undefined;
  return { channels, preSkip, gain, streams, coupledStreams, mapping };
}
