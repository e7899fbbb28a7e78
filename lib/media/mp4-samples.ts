import { SesameError } from '@/lib/errors';
import { boxes, findBox } from './mp4-boxes';

/** Where one packet lies in the file. */
export interface SampleRange {
  offset: number;
  size: number;
}

/** Optional fields of `tfhd` and `trun`, by their flag (ISO/IEC 14496-12, 8.8.7 and 8.8.8). */
const BASE_OFFSET = 0x1;
const DESCRIPTION_INDEX = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const DATA_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const SAMPLE_DURATION = 0x100;
const SAMPLE_SIZE = 0x200;
const SAMPLE_FLAGS = 0x400;
const SAMPLE_TIME = 0x800;

/** The packets of a whole file, from its sample tables (`stsc`, `stsz`, `stco` or `co64`), one at a time. */
export function* tableSamples(table: DataView): Generator<SampleRange> {
  const sizes = required(findBox(table, 'stsz'));
  const runs = required(findBox(table, 'stsc'));
  const large = findBox(table, 'co64');
  const offsets = large ?? required(findBox(table, 'stco'));

  const oneSize = sizes.getUint32(4);
  const samples = sizes.getUint32(8);
  const chunks = offsets.getUint32(4);
  const runCount = runs.getUint32(4);
  let run = 0;
  let sample = 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    // The run that holds from this chunk (counted from 1) on.
    while (run + 1 < runCount && runs.getUint32(8 + (run + 1) * 12) <= chunk + 1) run++;
    const inChunk = runs.getUint32(8 + run * 12 + 4);
    let offset = large ? Number(large.getBigUint64(8 + chunk * 8)) : offsets.getUint32(8 + chunk * 4);
    for (let i = 0; i < inChunk && sample < samples; i++, sample++) {
      const size = oneSize || sizes.getUint32(12 + sample * 4);
      yield { offset, size };
      offset += size;
    }
  }
}

/** The packets of a fragmented file, from its movie fragments (`moof`), one at a time. */
export function* fragmentSamples(file: DataView, movie: DataView, track: number): Generator<SampleRange> {
  const preset = defaultSize(movie, track);
  for (const { type, body, start } of boxes(file)) {
    if (type !== 'moof') continue;
    for (const fragment of boxes(body)) {
      const header = fragment.type === 'traf' ? findBox(fragment.body, 'tfhd') : undefined;
      if (header?.getUint32(4) === track) yield* trackFragment(fragment.body, header, start, preset);
    }
  }
}

function* trackFragment(
  fragment: DataView,
  header: DataView,
  movieFragmentStart: number,
  preset: number,
): Generator<SampleRange> {
  const flags = header.getUint32(0) & 0xffffff;
  let at = 8;
  const base = flags & BASE_OFFSET ? Number(header.getBigUint64(at)) : movieFragmentStart;
  if (flags & BASE_OFFSET) at += 8;
  if (flags & DESCRIPTION_INDEX) at += 4;
  if (flags & DEFAULT_DURATION) at += 4;
  const fragmentSize = flags & DEFAULT_SIZE ? header.getUint32(at) : preset;

  let offset = base;
  for (const { type, body: run } of boxes(fragment)) {
    if (type !== 'trun') continue;
    const runFlags = run.getUint32(0) & 0xffffff;
    const count = run.getUint32(4);
    let field = 8;
    if (runFlags & DATA_OFFSET) {
      offset = base + run.getInt32(field);
      field += 4;
    }
    if (runFlags & FIRST_FLAGS) field += 4;
    for (let i = 0; i < count; i++) {
      if (runFlags & SAMPLE_DURATION) field += 4;
      const size = runFlags & SAMPLE_SIZE ? run.getUint32(field) : fragmentSize;
      if (runFlags & SAMPLE_SIZE) field += 4;
      if (runFlags & SAMPLE_FLAGS) field += 4;
      if (runFlags & SAMPLE_TIME) field += 4;
      yield { offset, size };
      offset += size;
    }
  }
}

/** The size of every packet of a track that no fragment contradicts (`trex`), or 0. */
function defaultSize(movie: DataView, track: number): number {
  const extension = findBox(movie, 'mvex');
  for (const { type, body } of extension ? boxes(extension) : []) {
    if (type === 'trex' && body.getUint32(4) === track) return body.getUint32(16);
  }
  return 0;
}

function required(box: DataView | undefined): DataView {
  if (!box) throw new SesameError('undecodable_media', { detail: 'MP4: a sample table is missing' });
  return box;
}
