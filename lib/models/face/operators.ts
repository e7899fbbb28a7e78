import type { Network, Value } from './network';
import { transpose, type Weight } from './weights';

/** One helper for each ONNX operator that the face networks use. Pictures are [batch, channels, height, width]. */

export type Padding = 'same' | 'valid';

export interface Window {
  stride: number;
  padding: Padding;
}

/** TensorFlow filters [height, width, in, out] over `x`; the bias has one value for each output channel. */
export function conv(net: Network, x: Value, filters: Weight, bias: Weight | undefined, window: Window): Value {
  const [kernel = 0, , , channels = 0] = filters.shape;
  const inputs = [x, net.weight(transpose(filters, [3, 2, 0, 1]))];
  if (bias) inputs.push(net.weight(bias));
  return slide(net, 'Conv', inputs, channels, kernel, window, {});
}

/** TensorFlow depth-wise filters [height, width, in, 1]: each channel on its own. */
export function depthwiseConv(net: Network, x: Value, filters: Weight, window: Window): Value {
  const [kernel = 0, , channels = 0] = filters.shape;
  const inputs = [x, net.weight(transpose(filters, [2, 3, 0, 1]))];
  return slide(net, 'Conv', inputs, channels, kernel, window, { group: channels });
}

export function maxPool(net: Network, x: Value, kernel: number, window: Window): Value {
  return slide(net, 'MaxPool', [x], x.shape[1] ?? 0, kernel, window, {});
}

export function averagePool(net: Network, x: Value, kernel: number, window: Window): Value {
  return slide(net, 'AveragePool', [x], x.shape[1] ?? 0, kernel, window, {});
}

/** [batch, channels, height, width] to [batch, channels, 1, 1]. */
export function globalAveragePool(net: Network, x: Value): Value {
  return net.apply('GlobalAveragePool', [x], [-1, x.shape[1] ?? 0, 1, 1]);
}

export interface BatchNorm {
  gamma: Weight;
  beta: Weight;
  mean: Weight;
  variance: Weight;
  epsilon: number;
}

export function batchNormalization(net: Network, x: Value, params: BatchNorm): Value {
  const constants = [params.gamma, params.beta, params.mean, params.variance].map(net.weight);
  return net.apply('BatchNormalization', [x, ...constants], x.shape, { epsilon: params.epsilon });
}

export function relu(net: Network, x: Value): Value {
  return net.apply('Relu', [x], x.shape);
}

/** MobileNet's ReLU6. */
export function clip(net: Network, x: Value, least: number, most: number): Value {
  return net.apply('Clip', [x, net.floats([], [least]), net.floats([], [most])], x.shape);
}

export function sigmoid(net: Network, x: Value): Value {
  return net.apply('Sigmoid', [x], x.shape);
}

export function add(net: Network, a: Value, b: Value): Value {
  return net.apply('Add', [a, b], a.shape);
}

export function sub(net: Network, a: Value, b: Value): Value {
  return net.apply('Sub', [a, b], a.shape);
}

export function mul(net: Network, a: Value, b: Value): Value {
  return net.apply('Mul', [a, b], a.shape);
}

/** Rows of `x` times `weights` [in, out]. */
export function matMul(net: Network, x: Value, weights: Weight): Value {
  return net.apply('MatMul', [x, net.weight(weights)], [-1, weights.shape[1] ?? 0]);
}

/** Zeros behind the last channel, row and column. */
export function padEnd(net: Network, x: Value, channels: number, rows: number, columns: number): Value {
  const [, c = 0, h = 0, w = 0] = x.shape;
  const pads = net.integers([0, 0, 0, 0, 0, channels, rows, columns]);
  return net.apply('Pad', [x, pads], [-1, c + channels, h + rows, w + columns], { mode: 'constant' });
}

/** Channels last: [batch, height, width, channels]. */
export function channelsLast(net: Network, x: Value): Value {
  const [, c = 0, h = 0, w = 0] = x.shape;
  return net.apply('Transpose', [x], [-1, h, w, c], { perm: [0, 2, 3, 1] });
}

/** The same values in another shape, the batch apart; one free size may be -1. */
export function reshape(net: Network, x: Value, shape: readonly number[]): Value {
  return net.apply('Reshape', [x, net.integers([0, ...shape])], [-1, ...shape]);
}

export function concat(net: Network, values: readonly Value[], axis: number): Value {
  const total = values.reduce((sum, value) => sum + (value.shape[axis] ?? 0), 0);
  const shape = (values[0]?.shape ?? []).map((size, index) => (index === axis ? total : size));
  return net.apply('Concat', values, shape, { axis });
}

/** Elements [from, to) of one axis. */
export function slice(net: Network, x: Value, axis: number, from: number, to: number): Value {
  const shape = x.shape.map((size, index) => (index === axis ? to - from : size));
  return net.apply('Slice', [x, net.integers([from]), net.integers([to]), net.integers([axis])], shape);
}

/**
 * A square window over a square picture, padded as TensorFlow does: the odd pixel goes to the end. A stride of 2 gets one
 * more zero there than an even side can use, so that a graph with free sides keeps the last pixel of an odd one.
 */
function slide(
  net: Network,
  op: 'Conv' | 'MaxPool' | 'AveragePool',
  inputs: readonly Value[],
  channels: number,
  kernel: number,
  { stride, padding }: Window,
  attributes: { group?: number },
): Value {
  const size = inputs[0]?.shape[2] ?? 0;
  const total = padding === 'same' ? Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size) : 0;
  const before = Math.floor(total / 2);
  const behind = padding === 'same' ? total - before + stride - 1 : 0;
  // A pool may not look at padding alone.
  const after = op === 'MaxPool' ? Math.min(kernel - 1, behind) : behind;
  const side = Math.floor((size + total - kernel) / stride) + 1;
  return net.apply(op, inputs, [-1, channels, side, side], {
    ...attributes,
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [before, before, after, after],
  });
}
