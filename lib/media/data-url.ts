import { SesameError } from '@/lib/errors';

/** Longest `data:` prefix that is looked at, in characters: a media type with its parameters is far shorter. */
const MAX_PREFIX = 128;

const PREFIX = /^data:[^,]*;base64,/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The bytes of a base64 data URL, at most `maxBytes` of them.
 *
 * The declared media type is not read: `mediaType` decides by what the bytes are. The size follows from the length of the
 * text, so nothing large is decoded before it is refused. Base64 is taken as strictly as RFC 4648 allows: its alphabet,
 * full padding, no stray bits.
 *
 * Errors: `invalid_data_url`, `empty_media`, `media_too_large`.
 */
export function parseDataUrl(text: string, maxBytes: number): Uint8Array {
  const prefix = PREFIX.exec(text.slice(0, MAX_PREFIX))?.[0];
  if (!prefix) throw new SesameError('invalid_data_url', { detail: 'not a base64 data URL' });

  const length = text.length - prefix.length;
  if (length === 0) throw new SesameError('empty_media');
  if (length % 4 !== 0) throw new SesameError('invalid_data_url', { detail: 'base64 of a broken length' });

  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const size = (length / 4) * 3 - padding;
  if (size > maxBytes) throw new SesameError('media_too_large', { detail: `${size} bytes of ${maxBytes}` });

  const base64 = text.slice(prefix.length);
  if (!BASE64.test(base64)) throw new SesameError('invalid_data_url', { detail: 'not base64' });

  const bytes = Buffer.from(base64, 'base64');
  const canonical = bytes.subarray(size - (size % 3 || 3)).toString('base64') === base64.slice(-4);
  if (!canonical) throw new SesameError('invalid_data_url', { detail: 'base64 with stray bits' });
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
