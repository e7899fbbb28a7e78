import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { mediaType } from './media-type';

const typeOf: Record<string, string> = {
  webm: 'audio/webm',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
};
const sounds = readdirSync(join(import.meta.dirname, 'fixtures')).filter((name) => name.split('.')[1]! in typeOf);
const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });

describe('mediaType', () => {
  it.each(sounds)('knows %s by its bytes', (name) => {
    expect(mediaType(fixture(name))).toBe(typeOf[name.split('.')[1]!]);
  });

  it('knows WAV, and MP3 without a tag in front', () => {
    expect(mediaType(wav(new Float32Array(4)))).toBe('audio/wav');
    expect(mediaType(Uint8Array.of(0xff, 0xfb, 0x90, 0xc4))).toBe('audio/mpeg');
  });

  it('knows JPEG, PNG and WebP', async () => {
    expect(mediaType(await picture.clone().jpeg().toBuffer())).toBe('image/jpeg');
    expect(mediaType(await picture.clone().png().toBuffer())).toBe('image/png');
    expect(mediaType(await picture.clone().webp().toBuffer())).toBe('image/webp');
  });

  it('does not know other pictures', async () => {
    expect(mediaType(await picture.clone().gif().toBuffer())).toBeUndefined();
    expect(mediaType(await picture.clone().tiff().toBuffer())).toBeUndefined();
    expect(mediaType(await picture.clone().avif().toBuffer())).toBeUndefined();
    expect(mediaType(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
    expect(mediaType(Buffer.from('%PDF-1.7'))).toBeUndefined();
  });

  it('does not know playlists, AAC streams, Matroska, text, or nothing', () => {
    expect(mediaType(Buffer.from('#EXTM3U\nhttp://127.0.0.1/'))).toBeUndefined();
    expect(mediaType(Buffer.from('ffconcat version 1.0\nfile /etc/passwd'))).toBeUndefined();
    expect(mediaType(Uint8Array.of(0xff, 0xf1, 0x50, 0x80))).toBeUndefined();
    expect(mediaType(Buffer.from('1a45dfa38b4282886d6174726f736b61', 'hex'))).toBeUndefined();
    expect(mediaType(new Uint8Array())).toBeUndefined();
    expect(mediaType(Uint8Array.of(0xff))).toBeUndefined();
  });
});
