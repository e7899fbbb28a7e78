import { SesameError } from '@/lib/errors';
import { BANDS, type Bands } from './bands';
import { fromBytes, toBytes } from './quantised';
import { atLoudness } from './templates';

const VERSION = 1;
/** 15 s. */
const MOST_ROWS = 750;

/** How a string sounds, kept until all strings are there to be cut: a byte for the version, then one a level. 15 kB at most. */
export function packSpoken(bands: Bands): Uint8Array {
  return Uint8Array.of(VERSION, ...toBytes(atLoudness(bands).data));
}

/** Reads what `packSpoken` wrote. Throws `storage_damaged` for anything else. */
export function unpackSpoken(bytes: Uint8Array): Bands {
  const rows = (bytes.length - 1) / BANDS;
  if (bytes[0] !== VERSION || !Number.isInteger(rows) || rows < 1 || rows > MOST_ROWS)
    throw new SesameError('storage_damaged', { detail: 'the sound of a string does not read as such' });
  return { data: fromBytes(bytes.subarray(1)), rows };
}
