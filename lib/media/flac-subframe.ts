import { SesameError } from '@/lib/errors';
import type { BitReader } from './bit-reader';

/** Predictors of the fixed orders 0 to 4, nearest sample first (RFC 9639, 9.2.5). */
const FIXED = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]].map((order) => Float64Array.from(order));

const CONSTANT = 0;
const VERBATIM = 1;
const FIRST_FIXED = 8;
const FIRST_LINEAR = 32;

/** The samples of one channel of a frame, as integers of `bits` bits (RFC 9639, 9.2). */
export function readSubframe(reader: BitReader, length: number, bits: number): Float64Array {
  if (reader.unsigned(1) !== 0) throw broken('subframe header');
  const type = reader.unsigned(6);
  const wasted = reader.unsigned(1) === 1 ? reader.unary() + 1 : 0;
  const width = bits - wasted;
  if (width < 1) throw broken('more wasted bits than there are');

  const samples = new Float64Array(length);
  if (type === CONSTANT) samples.fill(reader.signed(width));
  else if (type === VERBATIM) for (let i = 0; i < length; i++) samples[i] = reader.signed(width);
  else if (type >= FIRST_LINEAR) readLinear(reader, samples, type - FIRST_LINEAR + 1, width);
  else {
    const predictor = type >= FIRST_FIXED ? FIXED[type - FIRST_FIXED] : undefined;
    if (!predictor) throw broken('reserved subframe');
    readWarmUp(reader, samples, predictor.length, width);
    readResidual(reader, samples, predictor.length);
    predict(samples, predictor, 0);
  }
  if (wasted > 0) for (let i = 0; i < length; i++) samples[i] = (samples[i] as number) * 2 ** wasted;
  return samples;
}

function readLinear(reader: BitReader, samples: Float64Array, order: number, width: number): void {
  readWarmUp(reader, samples, order, width);
  const precision = reader.unsigned(4) + 1;
  const shift = reader.signed(5);
  if (precision === 16 || shift < 0) throw broken('predictor');
  const predictor = Float64Array.from({ length: order }, () => reader.signed(precision));
  readResidual(reader, samples, order);
  predict(samples, predictor, shift);
}

function readWarmUp(reader: BitReader, samples: Float64Array, order: number, width: number): void {
  if (order > samples.length) throw broken('fewer samples than the predictor needs');
  for (let i = 0; i < order; i++) samples[i] = reader.signed(width);
}

/** Adds to every residual what the predictor says; sums stay below 2^53, so that floating point is exact. */
function predict(samples: Float64Array, predictor: Float64Array, shift: number): void {
  const order = predictor.length;
  const scale = 2 ** -shift;
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += (predictor[k] as number) * (samples[i - 1 - k] as number);
    samples[i] = (samples[i] as number) + Math.floor(sum * scale);
  }
}

/** Rice-coded residuals in partitions (RFC 9639, 9.2.7), into `samples` from `order` on. */
function readResidual(reader: BitReader, samples: Float64Array, order: number): void {
  const method = reader.unsigned(2);
  if (method > 1) throw broken('reserved coding');
  const parameterBits = method === 0 ? 4 : 5;
  const unencoded = 2 ** parameterBits - 1;
  const partitions = 2 ** reader.unsigned(4);
  const partitionLength = samples.length / partitions;
  if (!Number.isInteger(partitionLength) || partitionLength < order) throw broken('partitions');

  let at = order;
  for (let partition = 1; partition <= partitions; partition++) {
    const end = partition * partitionLength;
    const parameter = reader.unsigned(parameterBits);
    if (parameter === unencoded) {
      const width = reader.unsigned(5);
      for (; at < end; at++) samples[at] = width === 0 ? 0 : reader.signed(width);
    } else {
      for (; at < end; at++) samples[at] = reader.rice(parameter);
    }
  }
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `FLAC: ${detail}` });
}
