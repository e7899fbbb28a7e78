import { describe, expect, it } from 'vitest';
import { oggOpus, oggPage } from './fixtures/ogg';
import { fixture } from './fixtures/tone';
import { readMp4 } from './mp4';
import { readOgg } from './ogg';
import { decodeSound } from './sound';
import { readWebm } from './webm';

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);
const sizes = (packets: Iterable<Uint8Array>) => [...packets].map((packet) => packet.length);

/** An EBML element with a size of eight bytes, or of unknown size. */
function element(id: string, body: Uint8Array | string, unknown = false): Buffer {
  const content = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(unknown ? 0x01ffffffffffffffn : 0x0100000000000000n + BigInt(content.length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
}

const entry = (number: number, type: number, codec: string, ...more: Buffer[]) =>
  element(
    'ae',
    Buffer.concat([
      element('d7', Uint8Array.of(number)),
      element('83', Uint8Array.of(type)),
      element('86', codec),
      ...more,
    ]),
  );
const block = (track: number, flags: number, data: Uint8Array) =>
  Buffer.concat([Uint8Array.of(0x80 | track, 0, 0, flags), data]);
const webm = (entries: Buffer[], clusters: Buffer[]) =>
  Buffer.concat([
    element('1a45dfa3', element('4282', 'webm')),
    element('18538067', Buffer.concat([element('1654ae6b', Buffer.concat(entries)), ...clusters]), true),
  ]);

describe('readWebm', () => {
  it('finds the sound beside a picture, in clusters of known and unknown size, in groups and alone', () => {
    const clusters = [
      element('1f43b675', element('a3', block(2, 0x80, bytes(3, 1))), true),
      element('1f43b675', element('a3', block(1, 0x80, bytes(9, 1)))),
      element('1f43b675', element('a0', element('a1', block(2, 0, bytes(4, 1)))), true),
    ];
    const track = readWebm(webm([entry(1, 1, 'V_VP8'), entry(2, 2, 'A_OPUS', element('63a2', 'head'))], clusters));
    expect(track?.codec).toBe('opus');
    expect(Buffer.from(track!.setup).toString()).toBe('head');
    expect(sizes(track!.packets)).toEqual([3, 4]);
  });

  it('drops a block that the end of the file cuts', () => {
    const whole = webm(
      [entry(1, 2, 'A_OPUS')],
      [element('a3', block(1, 0, bytes(3, 1))), element('a3', block(1, 0, bytes(30, 1)))],
    );
    expect(sizes(readWebm(whole.subarray(0, whole.length - 1))!.packets)).toEqual([3]);
  });

  it('does not take compressed or encrypted sound for Opus, nor several frames in a block for one', async () => {
    expect(readWebm(webm([entry(1, 2, 'A_OPUS', element('6d80', ''))], []))?.codec).toBe('A_OPUS');
    const laced = readWebm(webm([entry(1, 2, 'A_OPUS')], [element('a3', block(1, 0x02, bytes(9, 1)))]));
    expect(sizes(laced!.packets)).toEqual([0]);
  });

  it('finds nothing where there is no sound', () => {
    expect(readWebm(webm([entry(1, 1, 'V_VP8')], []))).toBeUndefined();
    expect(readWebm(webm([], []))).toBeUndefined();
    expect(readWebm(new Uint8Array())).toBeUndefined();
  });
});

describe('readOgg', () => {
  const headers = [oggPage([Buffer.from('OpusHead')], { first: true }), oggPage([Buffer.from('OpusTags')])];
  const ogg = (...pages: Uint8Array[]) => Buffer.concat([...headers, ...pages]);

  it('joins packets that go over pages, and tells apart those of whole segments', () => {
    const file = ogg(
      oggPage([bytes(10, 1), bytes(510, 2)], { open: true }),
      oggPage([bytes(255, 2)], { continued: true, open: true }),
      oggPage([bytes(5, 2), bytes(255, 3), bytes(0, 4)], { continued: true }),
    );
    expect(sizes(readOgg(file)!.packets)).toEqual([10, 770, 255, 0]);
  });

  it('leaves other streams out, and packets of which a part is missing', () => {
    const file = ogg(
      oggPage([bytes(7, 9)], { serial: 2 }),
      oggPage([bytes(5, 1), bytes(6, 1)], { continued: true }),
      oggPage([bytes(255, 2)], { open: true }),
      oggPage([bytes(8, 3)]),
    );
    expect(sizes(readOgg(file)!.packets)).toEqual([6, 8]);
  });

  it('stops at a page that is cut or is none', () => {
    const file = ogg(oggPage([bytes(5, 1)]), oggPage([bytes(6, 1)]));
    expect(sizes(readOgg(file.subarray(0, file.length - 1))!.packets)).toEqual([5]);
    expect(sizes(readOgg(ogg(oggPage([bytes(5, 1)]), bytes(100, 0)))!.packets)).toEqual([5]);
    expect(readOgg(new Uint8Array(40))).toBeUndefined();
  });

  it('is not led into ten minutes of sound by fifteen kilobytes', async () => {
    const packets = Array.from({ length: 5_000 }, () => Uint8Array.of((3 << 3) | 1, 0, 0));
    await expect(decodeSound(oggOpus(packets))).rejects.toThrow('recording_too_long');
  });
});

describe('readMp4', () => {
  it('finds the same packets whole and in fragments', () => {
    expect(readMp4(fixture('tone-opus.mp4'))).toMatchObject({ codec: 'opus', skipSeconds: 0 });
    expect(sizes(readMp4(fixture('tone-opus.mp4'))!.packets)).toEqual(
      sizes(readWebm(fixture('tone-opus.webm'))!.packets),
    );
    expect(readMp4(fixture('tone-aac.mp4'))?.codec).toBe('aac');
    expect(readMp4(fixture('tone-aac.mp4'))?.skipSeconds).toBeCloseTo(1_024 / 44_100, 6);
  });

  it('does not believe in four billion packets', async () => {
    const file = Buffer.from(fixture('tone-aac.mp4'));
    const table = file.indexOf('stsz') + 4;
    file.writeUInt32BE(1, table + 4);
    file.writeUInt32BE(0xffffffff, table + 8);
    file.writeUInt32BE(0xffffffff, file.indexOf('stsc') + 4 + 12);
    await expect(decodeSound(file)).rejects.toThrow('recording_too_long');
    file.writeUInt32BE(0, table + 4);
    await expect(decodeSound(file)).rejects.toThrow('undecodable_media');
  });

  it('drops what lies beyond the end of the file', () => {
    const file = Buffer.from(fixture('tone-aac.mp4'));
    file.writeUInt32BE(0x7fffffff, file.indexOf('stco') + 4 + 8);
    expect(sizes(readMp4(file)!.packets)).toEqual([]);
  });

  it('refuses boxes that are too short for what they must hold', () => {
    const file = Buffer.from(fixture('tone-aac.mp4'));
    file.writeUInt32BE(0xffffffff, file.indexOf('stsz') + 4 + 8);
    file.writeUInt32BE(0xffffffff, file.indexOf('stsc') + 4 + 12);
    expect(() => sizes(readMp4(file)!.packets)).toThrow('undecodable_media');
  });
});
