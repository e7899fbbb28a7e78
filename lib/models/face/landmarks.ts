import type { Graph } from '@/lib/models/onnx/encode';
import { type Network, network, type Value } from './network';
import { add, averagePool, conv, depthwiseConv, matMul, relu, reshape } from './operators';
import { normalised } from './recognition';
import type { Weights } from './weights';

/** Side of the input, in pixels. */
const SIDE = 112;

/**
 * face-api's 68-point landmark network (depth-wise separable, densely connected): [batch, 3, 112, 112] RGB in [0, 255],
 * to [batch, 136]: x and y of each point as shares of the side.
 */
export function landmarksNetwork(weights: Weights): Graph {
  return pointsNetwork(weights, { name: 'face-landmarks', blocks: 4, layers: 4 });
}

/** face-api's tiny network of the same points, for browsers: three blocks of three layers, a fourth of the size. */
export function tinyLandmarksNetwork(weights: Weights): Graph {
  return pointsNetwork(weights, { name: 'face-landmarks-tiny', blocks: 3, layers: 3 });
}

interface Depth {
  name: string;
  blocks: number;
  /** Convolutions in each block. */
  layers: number;
}

function pointsNetwork(weights: Weights, { name, blocks, layers }: Depth): Graph {
  const net = network(name, { name: 'pixels', shape: ['batch', 3, SIDE, SIDE] }, [-1, 3, SIDE, SIDE]);
  let x = normalised(net, net.input);
  for (let block = 0; block < blocks; block++) x = denseBlock(net, x, weights, `dense${block}`, layers);
  // dense0 to dense3: [-1, 32, 56, 56], [-1, 64, 28, 28], [-1, 128, 14, 14], [-1, 256, 7, 7]
  const side = SIDE / 2 ** blocks;
  const channels = 16 * 2 ** blocks;
  const features = reshape(net, averagePool(net, x, side, { stride: 2, padding: 'valid' }), [channels]);
  const points = add(net, matMul(net, features, weights('fc/weights')), net.weight(weights('fc/bias'))); // [-1, 136]
  return net.finish(points, { name: 'landmarks', shape: ['batch', 136] });
}

/** Convolutions, each of which sees the sum of all before it; the first halves the picture. */
function denseBlock(net: Network, x: Value, weights: Weights, name: string, layers: number): Value {
  const first =
    name === 'dense0'
      ? conv(net, x, weights('dense0/conv0/filters'), weights('dense0/conv0/bias'), { stride: 2, padding: 'same' })
      : separableConv(net, x, weights, `${name}/conv0`, 2);
  let sum = relu(net, first);
  let dense = sum;
  for (let layer = 1; layer < layers; layer++) {
    sum = add(net, sum, separableConv(net, dense, weights, `${name}/conv${layer}`, 1));
    dense = relu(net, sum);
  }
  return dense;
}

function separableConv(net: Network, x: Value, weights: Weights, name: string, stride: number): Value {
  const filtered = depthwiseConv(net, x, weights(`${name}/depthwise_filter`), { stride, padding: 'same' });
  return conv(net, filtered, weights(`${name}/pointwise_filter`), weights(`${name}/bias`), {
    stride: 1,
    padding: 'same',
  });
}
