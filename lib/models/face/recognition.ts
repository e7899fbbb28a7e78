import type { Graph } from '@/lib/models/onnx/encode';
import { type Network, network, type Value } from './network';
import {
  add,
  averagePool,
  conv,
  globalAveragePool,
  matMul,
  maxPool,
  mul,
  padEnd,
  relu,
  reshape,
  sub,
} from './operators';
import type { Weight, Weights } from './weights';

/** Side of the input, in pixels. */
const SIDE = 150;

/** Mean red, green and blue of dlib's training pictures. */
const MEAN_RGB = [122.782, 117.001, 104.298];

/** The residual blocks in order; a "down" one halves the picture. */
const BLOCKS = [
  ['conv32_1', 'conv32_2', 'conv32_3'], // [-1, 32, 35, 35]
  ['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'], // [-1, 64, 17, 17]
  ['conv128_down', 'conv128_1', 'conv128_2'], // [-1, 128, 8, 8]
  ['conv256_down', 'conv256_1', 'conv256_2'], // [-1, 256, 4, 4]
  ['conv256_down_out'], // [-1, 256, 2, 2]
].flat();

/**
 * face-api's recognition network, dlib's ResNet with 29 convolutions: [batch, 3, 150, 150] RGB in [0, 255], to
 * [batch, 128], not normalised. King, "High quality face recognition with deep metric learning", dlib blog, 2017.
 */
export function recognitionNetwork(weights: Weights): Graph {
  const net = network('face-recognition', { name: 'pixels', shape: ['batch', 3, SIDE, SIDE] }, [-1, 3, SIDE, SIDE]);
  let x = scaledConv(net, normalised(net, net.input), weights, 'conv32_down', 2); // [-1, 32, 72, 72]
  x = maxPool(net, relu(net, x), 3, { stride: 2, padding: 'valid' }); // [-1, 32, 35, 35]
  for (const block of BLOCKS) x = residual(net, x, weights, block, block.includes('_down'));
  const features = reshape(net, globalAveragePool(net, x), [256]); // [-1, 256]
  return net.finish(matMul(net, features, weights('fc')), { name: 'descriptor', shape: ['batch', 128] });
}

/** Both networks that look at a face expect (pixel - mean) / 255. */
export function normalised(net: Network, pixels: Value): Value {
  return mul(net, sub(net, pixels, net.floats([1, 3, 1, 1], MEAN_RGB)), net.floats([], [1 / 255]));
}

function residual(net: Network, x: Value, weights: Weights, name: string, halves: boolean): Value {
  const first = relu(net, scaledConv(net, x, weights, `${name}/conv1`, halves ? 2 : 1));
  const out = scaledConv(net, first, weights, `${name}/conv2`, 1);
  return relu(net, halves ? addShortcut(net, x, out) : add(net, out, x));
}

/** The shortcut past a halving block is pooled; whichever of the two is smaller is filled up with zeros. */
function addShortcut(net: Network, x: Value, out: Value): Value {
  const pooled = averagePool(net, x, 2, { stride: 2, padding: 'valid' });
  const missingChannels = (out.shape[1] ?? 0) - (pooled.shape[1] ?? 0);
  const missingRows = (pooled.shape[2] ?? 0) - (out.shape[2] ?? 0);
  const shortcut = missingChannels > 0 ? padEnd(net, pooled, missingChannels, 0, 0) : pooled;
  return add(net, missingRows > 0 ? padEnd(net, out, 0, missingRows, missingRows) : out, shortcut);
}

/** A convolution followed by a factor and a summand for each channel. Halving ones have no padding. */
function scaledConv(net: Network, x: Value, weights: Weights, name: string, stride: number): Value {
  const padding = stride === 2 ? 'valid' : 'same';
  const filtered = conv(net, x, weights(`${name}/conv/filters`), weights(`${name}/conv/bias`), { stride, padding });
  const perChannel = (weight: Weight): Value => net.weight({ ...weight, shape: [1, weight.shape[0] ?? 0, 1, 1] });
  const scaled = mul(net, filtered, perChannel(weights(`${name}/scale/weights`)));
  return add(net, scaled, perChannel(weights(`${name}/scale/biases`)));
}
