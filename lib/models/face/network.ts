import type { Attributes, Graph, Initializer, Node, Port } from '@/lib/models/onnx/encode';
import { elementTypes } from '@/lib/models/onnx/schema';
import type { Weight } from './weights';

/** A tensor inside the graph; the first axis is the batch, written -1, but for constants, which have none. */
export interface Value {
  name: string;
  shape: readonly number[];
}

/** A graph under construction. Names are numbered in order, so that the same calls give the same file. */
export interface Network {
  input: Value;
  /** Adds one node with one output. */
  apply(op: string, inputs: readonly Value[], shape: readonly number[], attributes?: Attributes): Value;
  /** Adds a constant of face-api. */
  weight(weight: Weight): Value;
  floats(shape: readonly number[], values: readonly number[] | Float32Array): Value;
  integers(values: readonly number[]): Value;
  /** The graph that gives `output` under the port's name. */
  finish(output: Value, port: Port): Graph;
}

/** Below this many bytes, a quantised constant is written as floats: a table and two nodes would save little. */
const WORTH_QUANTISING = 1024;

/** An empty graph. Where axes of the input port are free, `shape` is what the shapes of its tensors are written for. */
export function network(name: string, inputPort: Port, shape: readonly number[]): Network {
  const input: Value = { name: inputPort.name, shape };
  const nodes: Node[] = [];
  const initializers: Initializer[] = [];
  let last = 0;

  function apply(op: string, inputs: readonly Value[], shape: readonly number[], attributes: Attributes = {}): Value {
    const output = `${op.toLowerCase()}_${++last}`;
    nodes.push({ op, inputs: inputs.map((value) => value.name), output, attributes });
    return { name: output, shape };
  }

  function constant(type: Initializer['type'], shape: readonly number[], data: Uint8Array): Value {
    const value = { name: `constant_${++last}`, shape };
    initializers.push({ ...value, type, data });
    return value;
  }

  const floats: Network['floats'] = (shape, values) =>
    constant(
      'float',
      shape,
      littleEndian(values, 4, (view, at, value) => view.setFloat32(at, value, true)),
    );

  const integers: Network['integers'] = (values) =>
    constant(
      'int64',
      [values.length],
      littleEndian(values, 8, (view, at, value) => view.setBigInt64(at, BigInt(value), true)),
    );

  /**
   * Quantised constants stay bytes in the file: ONNX Runtime looks them up once, when it loads. The table's values are computed
   * in doubles and rounded once, as TensorFlow.js does: in floats, boxes moved by up to 0.003 pixels, and where an edge lay that
   * near to a whole pixel, another crop was cut.
   */
  function weight({ shape, quantised, data }: Weight): Value {
    if (!quantised) return constant('float', shape, data);
    const value = (byte: number): number => quantised.scale * byte + quantised.min;
    if (data.length < WORTH_QUANTISING) return floats(shape, Array.from(data, value));
    const table = floats(
      [256],
      Array.from({ length: 256 }, (_, byte) => value(byte)),
    );
    const bytes = apply('Cast', [constant('uint8', shape, data)], shape, { to: elementTypes.int32 });
    return apply('Gather', [table, bytes], shape, { axis: 0 });
  }

  function finish(output: Value, port: Port): Graph {
    nodes.push({ op: 'Identity', inputs: [output.name], output: port.name, attributes: {} });
    return { name, nodes, initializers, input: inputPort, output: port };
  }

  return { input, apply, weight, floats, integers, finish };
}

function littleEndian(
  values: readonly number[] | Float32Array,
  bytes: number,
  set: (view: DataView, at: number, value: number) => void,
): Uint8Array {
  const data = new Uint8Array(values.length * bytes);
  const view = new DataView(data.buffer);
  values.forEach((value, index) => {
    set(view, index * bytes, value);
  });
  return data;
}
