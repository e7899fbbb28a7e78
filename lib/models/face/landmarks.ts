import type { Graph } from '@/lib/models/onnx/encode';
import { type Network, network, type Value } from './network';
import { add, averagePool, conv, depthwiseConv, matMul, relu, reshape } from './operators';
import { normalised } from './recognition';
import type { Weights } from './weights';

/** Side of the input, in pixels. */
const SIDE = 112;
const BLOCKS = 4;
/** Convolutions in each block. */
const LAYERS = 4;

/**
 * face-api's 68-point landmark network (depth-wise separable, densely connected): [batch, 3, 112, 112] RGB in [0, 255],
 * to [batch, 136]: x and y of each point as shares of the side.
 */
export function landmarksNetwork(weights: Weights): Graph {
  const net = network('face-landmarks', { name: 'pixels', shape: ['batch', 3, SIDE, SIDE] }, [-1, 3, SIDE, SIDE]);
  let x = normalised(net, net.input);
  for (let block = 0; block < BLOCKS; block++) x = denseBlock(net, x, weights, `dense${block}`);
  // dense0 to dense3: [-1, 32, 56, 56], [-1, 64, 28, 28], [-1, 128, 14, 14], [-1, 256, 7, 7]
  const side = SIDE / 2 ** BLOCKS;
  const channels = 16 * 2 ** BLOCKS;
  const features = reshape(net, averagePool(net, x, side, { stride: 2, padding: 'valid' }), [channels]);
  const points = add(net, matMul(net, features, weights('fc/weights')), net.weight(weights('fc/bias'))); // [-1, 136]
  return net.finish(points, { name: 'landmarks', shape: ['batch', 136] });
}

/** Convolutions, each of which sees the sum of all before it; the first halves the picture. */
function denseBlock(net: Network, x: Value, weights: Weights, name: string): Value {
  const first =
    name === 'dense0'
      ? conv(net, x, weights('dense0/conv0/filters'), weights('dense0/conv0/bias'), { stride: 2, padding: 'same' })
      : separableConv(net, x, weights, `${name}/conv0`, 2);
  let sum = relu(net, first);
  let dense = sum;
  for (let layer = 1; layer < LAYERS; layer++) {
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
