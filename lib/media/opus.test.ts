import { describe, expect, it, vi } from 'vitest';
import { fixture, level } from './fixtures/tone';
import { whole } from './fixtures/whole';
import { decodeOpus } from './opus';
import { OPUS_RATE, opusPacketSamples, parseOpusHead } from './opus-packet';
import { readWebm } from './webm';

/** Two frames of 60 ms in three bytes. */
const LONG_PACKET = Uint8Array.of((3 << 3) | 1, 0, 0);

const head = (fields: { channels?: number; preSkip?: number; gain?: number; family?: number } = {}) => {
  const bytes = Buffer.from('OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
  bytes[9] = fields.channels ?? 1;
  bytes.writeUInt16LE(fields.preSkip ?? 0, 10);
  bytes.writeInt16LE(fields.gain ?? 0, 16);
  bytes[18] = fields.family ?? 0;
  return bytes;
};

describe('opusPacketSamples', () => {
  it.each([
    // Configuration, frames in the packet, milliseconds (RFC 6716, table 2).
    [0, 1, 10],
    [3, 1, 60],
    [11, 2, 120],
    [12, 1, 10],
    [15, 3, 60],
    [16, 1, 2.5],
    [16, 48, 120],
    [31, 6, 120],
  ])('reads configuration %i with %i frames as %d ms', (configuration, frames, milliseconds) => {
    const code = frames <= 2 ? frames - 1 : 3;
    const packet = Uint8Array.of((configuration << 3) | code, frames, 0);
    expect(opusPacketSamples(packet)).toBe((milliseconds * OPUS_RATE) / 1_000);
  });

  it('refuses what no packet can be', () => {
    expect(opusPacketSamples(new Uint8Array())).toBeUndefined();
    expect(opusPacketSamples(Uint8Array.of((31 << 3) | 3))).toBeUndefined();
    expect(opusPacketSamples(Uint8Array.of((31 << 3) | 3, 7))).toBeUndefined();
    expect(opusPacketSamples(Uint8Array.of((3 << 3) | 3, 3))).toBeUndefined();
  });
});

describe('parseOpusHead', () => {
  it('takes one or two channels, and a gain in decibels', () => {
    expect(parseOpusHead(head({ channels: 2, preSkip: 312 }))).toMatchObject({ channels: 1, preSkip: 312, gain: 1 });
    expect(parseOpusHead(head({ gain: 6 * 256 }))?.gain).toBeCloseTo(1.995, 3);
  });

  it('takes surround with a mapping that fits, and none that does not', () => {
    const surround = (...mapping: number[]) => Buffer.concat([head({ channels: 3, family: 1 }), Buffer.from(mapping)]);
    expect(parseOpusHead(surround(2, 1, 0, 2, 1))).toMatchObject({ channels: 3, streams: 2, coupledStreams: 1 });
    expect(parseOpusHead(surround(2, 1, 0, 3, 1))).toBeUndefined();
    expect(parseOpusHead(surround(0, 0, 0, 0, 0))).toBeUndefined();
    expect(parseOpusHead(surround(1, 2, 0, 0, 0))).toBeUndefined();
    expect(parseOpusHead(surround(2, 1, 0))).toBeUndefined();
  });

  it('refuses no channels, too many, an unknown family, and a cut header', () => {
    expect(parseOpusHead(head({ channels: 0 }))).toBeUndefined();
    expect(parseOpusHead(head({ channels: 3 }))).toBeUndefined();
    expect(parseOpusHead(head({ family: 255 }))).toBeUndefined();
    expect(parseOpusHead(head().subarray(0, 18))).toBeUndefined();
  });
});

describe('decodeOpus', () => {
  const track = (packets: Iterable<Uint8Array>, setup = head()) => ({ codec: 'opus', setup, packets, skipSeconds: 0 });

  it('drops the samples that the header says to skip, and applies its gain', async () => {
    const recorded = readWebm(fixture('tone-opus.webm'))!;
    const packets = [...recorded.packets];
    const all = await whole(decodeOpus(track(packets), 60));
    const skipped = await whole(decodeOpus(track(packets, head({ preSkip: 4_800 })), 60));
    expect((all.samples.length - skipped.samples.length) / all.rate).toBe(0.1);
    const quiet = await whole(decodeOpus(track(packets, head({ gain: -20 * 256 })), 60));
    expect(level(quiet.samples) / level(all.samples)).toBeCloseTo(0.1, 3);
  });

  it('stops reading packets where the allowed time ends, however small they are', async () => {
    let read = 0;
    function* endless(): Generator<Uint8Array> {
      for (;;) {
        read++;
        yield LONG_PACKET;
      }
    }
    await expect(whole(decodeOpus(track(endless()), 60))).rejects.toThrow('recording_too_long');
    expect(read).toBe(501);
  });

  it('refuses a packet that is none, and one that libopus cannot take', async () => {
    // The package reports what libopus says.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(whole(decodeOpus(track([new Uint8Array()]), 60))).rejects.toThrow('undecodable_media');
    await expect(whole(decodeOpus(track([Uint8Array.of((31 << 3) | 2, 255, 255)]), 60))).rejects.toThrow(
      'undecodable_media',
    );
    await expect(whole(decodeOpus(track([new Uint8Array(100_000).fill(0xf8)]), 60))).rejects.toThrow(
      'undecodable_media',
    );
  });
});
