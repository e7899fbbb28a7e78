import sharp from 'sharp';
import { asSesameError, SesameError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import type { Frame } from './frame';
import { mediaType } from './media-type';

/**
 * Most pixels of a picture that is decoded at all: the 12 megapixels (4032 x 3024) of an ordinary phone photograph,
 * rounded up. The cameras of log-in send 0.3.
 */
const MAX_PIXELS = 12_500_000;

/** Longest side of a frame, in pixels: twice what the camera burst has, so that what follows stays bounded. */
export const MAX_SIDE = 1280;

/** Longest decoding, in seconds: some hundred times what the largest picture takes. */
const TIME_LIMIT = 5;

export interface ImageLimits {
  maxPixels?: number;
}

/**
 * A JPEG, PNG or WebP picture as an upright 8-bit sRGB frame, at most `MAX_SIDE` pixels on its longer side.
 *
 * The type is told by magic bytes, and the pixels are counted in the header before any is decoded. Of an animation the
 * first picture counts; transparency is laid on black; any other bit depth or colour space becomes 8-bit sRGB.
 *
 * Errors: `empty_media`, `unsupported_media`, `too_many_pixels`, `undecodable_media` (also for a picture that is only
 * partly there).
 */
export async function decodeImage(bytes: Uint8Array, limits: ImageLimits = {}): Promise<Frame> {
  const { maxPixels = MAX_PIXELS } = limits;
  if (bytes.length === 0) throw new SesameError('empty_media');
  if (!mediaType(bytes)?.startsWith('image/')) throw new SesameError('unsupported_media');

  const open = confinedSharp();
  try {
    const { width, height } = await open(bytes, { limitInputPixels: false }).metadata();
    if (width * height > maxPixels) throw new SesameError('too_many_pixels', { detail: `${width} x ${height}` });

    const { data, info } = await open(bytes, { limitInputPixels: maxPixels, autoOrient: true, failOn: 'warning' })
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'black' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .timeout({ seconds: TIME_LIMIT })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels`);
    return {
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      width: info.width,
      height: info.height,
    };
  } catch (cause) {
    throw asSesameError(cause) ?? new SesameError('undecodable_media', { detail: 'picture', cause });
  }
}

/** sharp for the whole process: of libvips' loaders three of some thirty, one thread for each picture, and no cache of pixels. */
function confinedSharp(): typeof sharp {
  return singleton('media.sharp', () => {
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
    });
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
}
