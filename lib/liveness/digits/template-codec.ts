import { SesameError } from '@/lib/errors';
import { DIGITS } from '@/lib/liveness/challenge/digits';
import { BANDS } from './bands';
import { fromBytes, toBytes } from './quantised';
import { type DigitTemplate, LEAST_ROWS, MOST_ROWS } from './templates';

const VERSION = 1;
/** Takes of each digit. */
export const TAKES = 2;
/** Version. */
const HEAD = 1;
/** Digit and rows. */
const TEMPLATE_HEAD = 2;

/**
 * The templates of one person: a byte for the version, then of each take a byte for its digit, a byte for its rows and a byte for each
 * level, in steps of half a decibel. About 25 kB; 38,441 bytes at most. Throws a RangeError for anything but two takes of every digit.
 */
export function encodeDigitTemplates(templates: readonly DigitTemplate[]): Uint8Array {
  if (!isWhole(templates)) throw new RangeError('two takes of every digit are a template');
  const length = templates.reduce((sum, { bands }) => sum + TEMPLATE_HEAD + bands.data.length, HEAD);
  const bytes = new Uint8Array(length);
  bytes[0] = VERSION;
  let at = HEAD;
  for (const { digit, bands } of templates) {
    bytes[at] = digit;
    bytes[at + 1] = bands.rows;
    bytes.set(toBytes(bands.data), at + TEMPLATE_HEAD);
    at += TEMPLATE_HEAD + bands.data.length;
  }
  return bytes;
}

/** Reads what `encodeDigitTemplates` wrote. Throws `storage_newer` for a later version, and `storage_damaged` for anything else. */
export function decodeDigitTemplates(bytes: Uint8Array): DigitTemplate[] {
  const [version = 0] = bytes;
  if (version > VERSION) throw new SesameError('storage_newer', { detail: `digit templates of version ${version}` });
  const templates: DigitTemplate[] = [];
  let at = HEAD;
  while (version === VERSION && at + TEMPLATE_HEAD <= bytes.length && templates.length < TAKES * DIGITS) {
    const [digit = 0, rows = 0] = bytes.subarray(at, at + TEMPLATE_HEAD);
    const levels = bytes.subarray(at + TEMPLATE_HEAD, at + TEMPLATE_HEAD + rows * BANDS);
    at += TEMPLATE_HEAD + rows * BANDS;
    templates.push({ digit, bands: { rows, data: fromBytes(levels) } });
  }
  if (at !== bytes.length || !isWhole(templates))
    throw new SesameError('storage_damaged', { detail: 'digit templates do not read as such' });
  return templates;
}

function isWhole(templates: readonly DigitTemplate[]): boolean {
  const takes = new Uint8Array(DIGITS);
  for (const { digit, bands } of templates) {
    if (!Number.isInteger(digit) || digit < 0 || digit >= DIGITS) return false;
    if (bands.rows < LEAST_ROWS || bands.rows > MOST_ROWS || bands.data.length !== bands.rows * BANDS) return false;
    takes[digit] = (takes[digit] as number) + 1;
  }
  return takes.every((count) => count === TAKES);
}
