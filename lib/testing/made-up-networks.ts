import type { ModelPin } from '@/lib/inference/manifest';
import { orthogonalTransform } from '@/lib/math/orthogonal-transform';
import { gaussian, seededRandom } from '@/lib/math/random';
import { type Network, network, type Value } from '@/lib/models/face/network';
import { encodeModel } from '@/lib/models/onnx/encode';
import { elementTypes, modelMessage } from '@/lib/models/onnx/schema';
import { MEL_BINS } from '@/lib/voice/filterbank';

/** What is different about a made-up network. */
export interface MadeUp {
  /** Of its embedding. */
  size?: number;
  bins?: number;
  frames?: string | number;
  /** Between the projection and the output. */
  ending?: (net: Network, embedding: Value) => Value;
}

/**
 * A voice network without training: the variance of each mel bin over time, projected at random. It knows a buzzing voice from a
 * muffled one, and always gives the same.
 */
export function madeUpNetwork({ size = 24, bins = MEL_BINS, frames = 'frames', ending }: MadeUp = {}): Uint8Array {
  const net = network('made-up', { name: 'sound', shape: ['batch', frames, bins] }, [-1, 100, bins]);
  const squares = net.apply('Mul', [net.input, net.input], [-1, 100, bins]);
  const variances = net.apply('ReduceMean', [squares], [-1, bins], { axes: [1], keepdims: 0 });
  const random = seededRandom(7);
  const projection = net.floats(
    [bins, size],
    Array.from({ length: bins * size }, () => gaussian(random)),
  );
  const embedding = net.apply('MatMul', [variances, projection], [-1, size]);
  const output = ending ? ending(net, embedding) : embedding;
  return encodeModel(net.finish(output, { name: 'embedding', shape: ['batch', size] }));
}

/** The output that `turnedNetwork` adds. */
export const TURNED = 'turned';

/**
 * A voice network as good as the given one whose embeddings cannot be compared with its: a rotation of the output, appended. The bytes
 * of two protobuf messages, one after the other, are those of both together.
 */
export function turnedNetwork(original: Uint8Array, { output, embeddingSize: size }: ModelPin): Uint8Array {
  const { apply } = orthogonalTransform(size, seededRandom(11));
  const rotation = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const axis = new Float32Array(size);
    axis[row] = 1;
    rotation.set(apply(axis), row * size);
  }
  const message = modelMessage();
  const shape = { dim: [{ dim_param: 'batch' }, { dim_value: size }] };
  const appended = message.fromObject({
    graph: {
      node: [{ op_type: 'MatMul', name: TURNED, input: [output, 'rotation'], output: [TURNED] }],
      initializer: [
        {
          name: 'rotation',
          dims: [size, size],
          data_type: elementTypes.float,
          raw_data: new Uint8Array(rotation.buffer),
        },
      ],
      output: [{ name: TURNED, type: { tensor_type: { elem_type: elementTypes.float, shape } } }],
    },
  });
  return new Uint8Array(Buffer.concat([original, message.encode(appended).finish()]));
}
