import { describe, expect, it } from 'vitest';
import { parseDataUrl } from './data-url';

const url = (bytes: number[], type = 'audio/webm') => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

describe('parseDataUrl', () => {
  it('gives the bytes of a base64 data URL, whatever padding they need', () => {
    for (const bytes of [[1], [1, 2], [1, 2, 3], [255, 254, 253, 252]]) {
      expect([...parseDataUrl(url(bytes), 100)]).toEqual(bytes);
    }
  });

  it('accepts the parameters that browsers add, and does not read the declared type', () => {
    expect([...parseDataUrl(url([7], 'audio/webm;codecs=opus'), 10)]).toEqual([7]);
    expect([...parseDataUrl(url([7], 'audio/ogg; codecs=opus'), 10)]).toEqual([7]);
    expect([...parseDataUrl('data:;base64,Bw==', 10)]).toEqual([7]);
  });

  it('accepts as many bytes as are allowed and not one more', () => {
    expect(parseDataUrl(url([1, 2, 3, 4]), 4)).toHaveLength(4);
    expect(() => parseDataUrl(url([1, 2, 3, 4, 5]), 4)).toThrow('media_too_large');
  });

  it('refuses a text that is too large before it looks at what is in it', () => {
    const notBase64 = `data:image/png;base64,${'!'.repeat(4_000_000)}`;
    expect(() => parseDataUrl(notBase64, 1_000_000)).toThrow('media_too_large');
  });

  it('tells a capture that is empty', () => {
    expect(() => parseDataUrl('data:image/jpeg;base64,', 10)).toThrow('empty_media');
  });

  it.each([
    ['no text at all', ''],
    ['no comma', 'data:image/jpeg;base64'],
    ['no base64', 'data:image/jpeg,AAAA'],
    ['another scheme', 'https://example.org/;base64,AAAA'],
    ['a prefix without end', `data:${'a'.repeat(500)};base64,AAAA`],
    ['missing padding', 'data:;base64,Bw'],
    ['white space', 'data:;base64,AAAA\nAAA'],
    ['the URL alphabet', 'data:;base64,-_-_'],
    ['padding in the middle', 'data:;base64,Bw==Bw=='],
    ['stray bits after the last byte', 'data:;base64,Bx=='],
  ])('refuses %s', (_, text) => {
    expect(() => parseDataUrl(text, 1_000_000)).toThrow('invalid_data_url');
  });
});
