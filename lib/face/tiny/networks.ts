import { type Activation, type Filters, type Operators, operators, type Picture } from './operators';

/** Sides of the networks' inputs, in pixels. */
export const DETECTION_SIDE = 224;
export const LANDMARKS_SIDE = 112;

/** Of the training pictures; red, green, blue. */
const DETECTION_MEANS = [117.001, 114.697, 97.404] as const;
const LANDMARKS_MEANS = [122.782, 117.001, 104.298] as const;

/** What the largest network needs at once, and the constants of both. */
const VALUES = 3_000_000;
/** Filters come in eights (kernels.as). */
const FILTERS = 8;

const DETECTION_CHANNELS = [32, 64, 128, 256, 512] as const;
const DETECTION_OUTPUTS = 25;
const LANDMARKS_CHANNELS = [32, 64, 128] as const;
const LANDMARKS_OUTPUTS = 136;

export interface TinyNetworks {
  /**
   * Where faces are: [7, 7, 25], for each cell and each of five anchors x, y, width, height and certainty, before their sigmoids.
   *
   * @param rgba rows of 224 pixels, 224 at most; what lies below them is black
   */
  detect(rgba: Uint8ClampedArray): Float32Array;
  /**
   * The 68 landmarks of a face: 136 shares of the side, x and y in turn.
   *
   * @param rgba 112 rows of 112 pixels
   */
  locate(rgba: Uint8ClampedArray): Float32Array;
}

/** kernels.wasm, and the constants of both networks as lib/models/face/tracking.ts writes them. */
export type TinyFiles = Record<'kernels' | 'detection' | 'landmarks', ArrayBuffer>;

/**
 * face-api's two networks for browsers, the tiny face detector (a Tiny YOLO v2 of depth-wise separable convolutions; Redmon & Farhadi, CVPR
 * 2017) and the tiny 68 landmarks (densely connected), without a runtime: public/tracking/kernels.wasm does the arithmetic. Ported from
 * `TinyFaceDetector` and `FaceLandmark68TinyNet` of @vladmandic/face-api (MIT). Throws where a browser has no SIMD, and for files that are cut.
 */
export async function tinyNetworks({ kernels, detection, landmarks }: TinyFiles): Promise<TinyNetworks> {
  const ops = await operators(kernels, VALUES);
  const detect = read(detection, ops, detectionNetwork);
  const locate = read(landmarks, ops, landmarksNetwork);
  return { detect: (rgba) => ops.run(() => detect(rgba)), locate: (rgba) => ops.run(() => locate(rgba)) };
}

type Network = (rgba: Uint8ClampedArray) => Float32Array;

function detectionNetwork(ops: Operators, { filters, next }: Constants): Network {
  const first = filters(27, 16);
  const layers = DETECTION_CHANNELS.map((channels) =>
    separable(ops, { filters, next }, channels / 2, channels, 'leaky'),
  );
  const last = filters(512, DETECTION_OUTPUTS);
  return (rgba) => {
    let x = ops.convolve(input(ops, rgba, DETECTION_SIDE, DETECTION_SIDE, DETECTION_MEANS), first, 1, 'leaky'); // [222, 222, 16]
    for (const layer of layers) x = layer(ops.maxPool(x, 2), 1); // [111, 111, 32] to [7, 7, 512]
    const { values, side, channels } = ops.mix(ops.maxPool(x, 1), last, 'linear');
    const cells = new Float32Array(side * side * DETECTION_OUTPUTS);
    for (let cell = 0; cell < side * side; cell++)
      cells.set(values.subarray(cell * channels, cell * channels + DETECTION_OUTPUTS), cell * DETECTION_OUTPUTS);
    return cells;
  };
}

function landmarksNetwork(ops: Operators, { filters, next }: Constants): Network {
  const first = filters(27, 32);
  const blocks = LANDMARKS_CHANNELS.map((channels, block) => ({
    halve: block === 0 ? null : separable(ops, { filters, next }, channels / 2, channels, 'relu'),
    layers: [1, 2].map(() => separable(ops, { filters, next }, channels, channels, 'linear')),
  }));
  const weights = next(128, LANDMARKS_OUTPUTS);
  const bias = next(1, LANDMARKS_OUTPUTS);
  return (rgba) => {
    // One row and column of zeros behind, which a stride of two over an even side wants.
    let x = ops.convolve(input(ops, rgba, LANDMARKS_SIDE, LANDMARKS_SIDE + 1, LANDMARKS_MEANS), first, 2, 'relu');
    for (const { halve, layers } of blocks) {
      if (halve) x = halve(x, 2);
      const sum = x; // [56, 56, 32], [28, 28, 64], [14, 14, 128]
      for (const layer of layers) {
        const more = layer(x, 1).values;
        for (let i = 0; i < more.length; i++) sum.values[i] = (sum.values[i] as number) + (more[i] as number);
        x = rectified(ops, sum);
      }
    }
    return dense(channelMeans(x), weights, bias);
  };
}

type Separable = (x: Picture, stride: 1 | 2) => Picture;

/** Each channel by itself, then all of them mixed. */
function separable(
  ops: Operators,
  { filters, next }: Constants,
  inputs: number,
  outputs: number,
  activation: Activation,
): Separable {
  const depthwise = next(9, inputs);
  const mixing = filters(inputs, outputs);
  return (x, stride) => ops.mix(ops.depthwise(x, depthwise, stride), mixing, activation);
}

/** Pixels less their means, of 255, in a square of zeros that is `side` wide. */
function input(
  { room }: Operators,
  rgba: Uint8ClampedArray,
  width: number,
  side: number,
  means: readonly [number, number, number],
): Picture {
  const values = room(side * side * 3).fill(0);
  for (let row = 0, to = 0; row < width; row++, to = row * side * 3) {
    for (let from = row * width * 4; from < (row + 1) * width * 4; from += 4) {
      for (let channel = 0; channel < 3; channel++)
        values[to++] = ((rgba[from + channel] ?? 0) - (means[channel] as number)) / 255;
    }
  }
  return { values, side, channels: 3 };
}

function rectified({ room }: Operators, { values, side, channels }: Picture): Picture {
  const positive = room(values.length);
  for (let i = 0; i < values.length; i++) positive[i] = Math.max(0, values[i] as number);
  return { values: positive, side, channels };
}

function channelMeans({ values, side, channels }: Picture): Float64Array {
  const means = new Float64Array(channels);
  for (let i = 0; i < values.length; i++)
    means[i % channels] = (means[i % channels] as number) + (values[i] as number) / side ** 2;
  return means;
}

/** `values` times `weights` [values, outputs]. */
function dense(values: Float64Array, weights: Float32Array, bias: Float32Array): Float32Array {
  return bias.map((start, output) =>
    values.reduce((sum, value, i) => sum + value * (weights[i * bias.length + output] as number), start),
  );
}

interface Constants {
  /** The next constant, [rows, columns]. */
  next(rows: number, columns: number): Float32Array;
  /** The next two: weights and bias. */
  filters(values: number, outputs: number): Filters;
}

/**
 * The network whose constants stand in a file one after another: scale and least value (float64, little-endian), then a byte for each value,
 * scale * byte + least, rounded once. Rows are filled up with zeros to a multiple of eight. Throws a RangeError for a file that ends before or
 * after the last.
 */
function read(file: ArrayBuffer, ops: Operators, network: (ops: Operators, constants: Constants) => Network): Network {
  const view = new DataView(file);
  let at = 0;
  const next = (rows: number, columns: number): Float32Array => {
    const [scale, least] = [view.getFloat64(at, true), view.getFloat64(at + 8, true)];
    at += 16;
    const width = Math.ceil(columns / FILTERS) * FILTERS;
    const values = ops.room(rows * width);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        values[row * width + column] = scale * view.getUint8(at++) + least;
    return values;
  };
  const filters = (values: number, outputs: number): Filters => ({
    weights: next(values, outputs),
    bias: next(1, outputs),
  });
  const made = network(ops, { next, filters });
  if (at !== file.byteLength) throw new RangeError(`a network of ${at} bytes in a file of ${file.byteLength}`);
  return made;
}
