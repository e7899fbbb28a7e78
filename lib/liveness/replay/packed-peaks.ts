import { MOST_FRAMES, type SpectralPeaks } from './spectral-peaks';

/** Bytes before the peaks: the number of frames. */
const HEAD = 2;
/** Time and pitch. */
const BYTES_PER_PEAK = 3;

/** Peaks as bytes to keep: 2 for the recording and 3 for each peak, 422 at most for five seconds. */
export function packPeaks({ times, pitches, frames }: SpectralPeaks): Uint8Array {
  const bytes = new Uint8Array(HEAD + BYTES_PER_PEAK * times.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, frames);
  times.forEach((time, i) => {
    view.setUint16(HEAD + BYTES_PER_PEAK * i, time);
    view.setUint8(HEAD + BYTES_PER_PEAK * i + 2, pitches[i] as number);
  });
  return bytes;
}

/** The peaks again. Throws a RangeError for bytes that `packPeaks` did not give. */
export function unpackPeaks(bytes: Uint8Array): SpectralPeaks {
  const count = (bytes.length - HEAD) / BYTES_PER_PEAK;
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`peaks in ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = view.getUint16(0);
  const times = Uint16Array.from({ length: count }, (_, i) => view.getUint16(HEAD + BYTES_PER_PEAK * i));
  const pitches = Uint8Array.from({ length: count }, (_, i) => view.getUint8(HEAD + BYTES_PER_PEAK * i + 2));
  if (frames > MOST_FRAMES || times.some((time) => time >= frames)) throw new RangeError('peaks after the end');
  return { times, pitches, frames };
}
