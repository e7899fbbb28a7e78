import type { Graph } from '@/lib/models/onnx/encode';
import { type Network, network, type Value } from './network';
import { channelsLast, conv, depthwiseConv, leakyRelu, maxPool, mul, sub } from './operators';
import type { Weights } from './weights';

/** Side of the input, in pixels; the browser has ten a second to look at. */
const SIDE = 224;
/** The means that the network was trained with, red, green, blue. */
const MEANS = [117.001, 114.697, 97.404];

/**
 * face-api's tiny face detector (a Tiny YOLO v2 of depth-wise separable convolutions): [1, 3, 224, 224] RGB in [0, 255], to
 * [1, 7, 7, 25]: for each cell and each of five anchors x, y, width, height and certainty, before their sigmoids.
 */
export function trackingNetwork(weights: Weights): Graph {
  const net = network('face-tracking', { name: 'pixels', shape: [1, 3, SIDE, SIDE] }, [1, 3, SIDE, SIDE]);
  const centred = sub(net, net.input, net.floats([3, 1, 1], MEANS));
  let x = mul(net, centred, net.floats([], [1 / 255])); // [1, 3, 224, 224]
  x = leaky(net, conv(net, x, weights('conv0/filters'), weights('conv0/bias'), { stride: 1, padding: 'valid' }));
  // [1, 16, 222, 222], then conv1 to conv5: [1, 32, 111, 111], [1, 64, 56, 56], [1, 128, 28, 28], [1, 256, 14, 14], [1, 512, 7, 7]
  for (let layer = 1; layer <= 5; layer++)
    x = separableConv(net, maxPool(net, x, 2, { stride: 2, padding: 'same' }), weights, `conv${layer}`);
  x = maxPool(net, x, 2, { stride: 1, padding: 'same' }); // [1, 512, 7, 7]
  x = conv(net, x, weights('conv8/filters'), weights('conv8/bias'), { stride: 1, padding: 'valid' }); // [1, 25, 7, 7]
  return net.finish(channelsLast(net, x), { name: 'cells', shape: [1, 7, 7, 25] });
}

function separableConv(net: Network, x: Value, weights: Weights, name: string): Value {
  const filtered = depthwiseConv(net, x, weights(`${name}/depthwise_filter`), { stride: 1, padding: 'same' });
  const window = { stride: 1, padding: 'valid' } as const;
  return leaky(net, conv(net, filtered, weights(`${name}/pointwise_filter`), weights(`${name}/bias`), window));
}

const leaky = (net: Network, x: Value): Value => leakyRelu(net, x, 0.1);
