export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';
export type SoundType = 'audio/webm' | 'audio/mp4' | 'audio/ogg' | 'audio/wav' | 'audio/flac' | 'audio/mpeg';
export type MediaType = ImageType | SoundType;

/** `major_brand` values of MP4 files with sound (https://mp4ra.org/registered-types/brands); HEIF and AVIF stay out. */
const MP4_BRAND = /^(iso[m2-9]|mp4[12]|M4A |M4B |M4V |dash|qt {2}|3g[p2].|f4a )$/;

/** Where a WebM file's EBML header ends at the latest, in bytes: `EBMLMaxSizeLength` and its like are small integers. */
const EBML_HEADER = 64;

/**
 * What bytes are by their magic numbers alone, or undefined. What the sender declared is never asked.
 *
 * WebM must say so in its DocType, so that other Matroska files stay out; MP4 is told from HEIF by its brand, and MP3
 * from ADTS (AAC) by the layer field of the MPEG audio frame header (ISO/IEC 11172-3, 2.4.1.3).
 */
export function mediaType(bytes: Uint8Array): MediaType | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  const container = text(bytes, 0, 4);
  const form = text(bytes, 8, 12);
  if (container === 'RIFF' && form === 'WEBP') return 'image/webp';
  if ((container === 'RIFF' || container === 'RF64') && form === 'WAVE') return 'audio/wav';
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3])) {
    return text(bytes, 4, EBML_HEADER).includes('\x42\x82\x84webm') ? 'audio/webm' : undefined;
  }
  if (text(bytes, 4, 8) === 'ftyp') return MP4_BRAND.test(form) ? 'audio/mp4' : undefined;
  if (container === 'OggS') return 'audio/ogg';
  if (container === 'fLaC') return 'audio/flac';
  if (container.startsWith('ID3') || isMp3Frame(bytes)) return 'audio/mpeg';
  return undefined;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((value, i) => bytes[i] === value);
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** Sync word, layer III, and a bitrate and a sample rate that exist. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [sync = 0, version = 0, rates = 0] = bytes;
  const layerThree = sync === 0xff && (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08;
  return layerThree && bytes.length >= 4 && rates >> 4 !== 0 && rates >> 4 !== 15 && (rates & 0x0c) !== 0x0c;
}
