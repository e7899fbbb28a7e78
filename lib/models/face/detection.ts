import type { Graph } from '@/lib/models/onnx/encode';
import { type Network, network, type Value } from './network';
import {
  batchNormalization,
  channelsLast,
  clip,
  concat,
  conv,
  depthwiseConv,
  mul,
  reshape,
  sigmoid,
  slice,
  sub,
} from './operators';
import type { Weights } from './weights';

/** Side of the input that the shapes below are written for, in pixels. Any size will do. */
const SIDE = 512;

/** TensorFlow's batch normalisation epsilon in this model, as a float32. */
const EPSILON = 0.0010000000474974513;

/** Depth-wise layers of MobileNet, and layers of the head, that halve the picture. */
const HALVING = new Set([2, 4, 6, 12]);
const HALVING_HEAD = new Set([1, 3, 5, 7]);

/**
 * face-api's SSD MobileNet v1 face detector: [batch, 3, height, width] RGB in [0, 255], the picture at the top left and
 * black beside it, to [batch, boxes, 5]: for each anchor box (`lib/face/anchors.ts`) its four encoded numbers and the
 * score. Liu et al., "SSD: Single Shot MultiBox Detector", 2016; Howard et al., "MobileNets", 2017.
 */
export function detectionNetwork(weights: Weights): Graph {
  const net = network('face-detection', { name: 'pixels', shape: ['batch', 3, 'height', 'width'] }, [
    -1,
    3,
    SIDE,
    SIDE,
  ]);
  const scaled = sub(net, mul(net, net.input, net.floats([], [1 / 127.5])), net.floats([], [1]));

  let x = pointwise(net, scaled, weights, 'MobilenetV1/Conv2d_0_pointwise', 2); // [-1, 32, 256, 256]
  const grids: Value[] = [];
  for (let layer = 1; layer <= 13; layer++) {
    x = depthwise(net, x, weights, `MobilenetV1/Conv2d_${layer}_depthwise`, HALVING.has(layer) ? 2 : 1);
    x = pointwise(net, x, weights, `MobilenetV1/Conv2d_${layer}_pointwise`, 1);
    if (layer === 11) grids.push(x); // [-1, 512, 32, 32]
  }
  grids.push(x); // [-1, 1024, 16, 16]
  for (let layer = 0; layer <= 7; layer++) {
    x = pointwise(net, x, weights, `Prediction/Conv2d_${layer}_pointwise`, HALVING_HEAD.has(layer) ? 2 : 1);
    if (HALVING_HEAD.has(layer)) grids.push(x); // [-1, 512, 8, 8], [-1, 256, 4, 4], [-1, 256, 2, 2], [-1, 128, 1, 1]
  }

  const predict = (kind: string, values: number): Value =>
    concat(
      net,
      grids.map((grid, index) => predictor(net, grid, weights, `Prediction/BoxPredictor_${index}/${kind}`, values)),
      1,
    );
  const encoded = predict('BoxEncodingPredictor', 4); // [-1, 5118, 4]
  // Three classes: background, face, and one that was never trained.
  const score = sigmoid(net, slice(net, predict('ClassPredictor', 3), 2, 1, 2)); // [-1, 5118, 1]
  return net.finish(concat(net, [encoded, score], 2), { name: 'detections', shape: ['batch', 'boxes', 5] });
}

function pointwise(net: Network, x: Value, weights: Weights, name: string, stride: number): Value {
  const bias = weights(`${name}/convolution_bn_offset`);
  return clip(net, conv(net, x, weights(`${name}/weights`), bias, { stride, padding: 'same' }), 0, 6);
}

function depthwise(net: Network, x: Value, weights: Weights, name: string, stride: number): Value {
  const filtered = depthwiseConv(net, x, weights(`${name}/depthwise_weights`), { stride, padding: 'same' });
  const normalised = batchNormalization(net, filtered, {
    gamma: weights(`${name}/BatchNorm/gamma`),
    beta: weights(`${name}/BatchNorm/beta`),
    mean: weights(`${name}/BatchNorm/moving_mean`),
    variance: weights(`${name}/BatchNorm/moving_variance`),
    epsilon: EPSILON,
  });
  return clip(net, normalised, 0, 6);
}

/** `values` numbers for each anchor box at each place of a grid: [-1, places * anchors, values]. */
function predictor(net: Network, grid: Value, weights: Weights, name: string, values: number): Value {
  const filters = weights(`${name}/weights`);
  const predicted = conv(net, grid, filters, weights(`${name}/biases`), { stride: 1, padding: 'same' });
  return reshape(net, channelsLast(net, predicted), [-1, values]);
}
