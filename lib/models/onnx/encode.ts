import { elementTypes, modelMessage } from './schema';

const IR_VERSION = 8;
const OPSET_VERSION = 17;

/** ONNX's numbers for attribute types. */
const attributeTypes = { f: 1, i: 2, s: 3, ints: 7 } as const;

export interface Attributes {
  [name: string]: number | string | readonly number[];
}

export interface Node {
  op: string;
  inputs: string[];
  output: string;
  attributes: Attributes;
}

/** A constant; `data` is little-endian, row by row. */
export interface Initializer {
  name: string;
  shape: readonly number[];
  type: keyof typeof elementTypes;
  data: Uint8Array;
}

/** A named input or output of the graph; an axis whose size is free has a name instead. */
export interface Port {
  name: string;
  shape: readonly (number | string)[];
}

export interface Graph {
  name: string;
  nodes: Node[];
  initializers: Initializer[];
  input: Port;
  output: Port;
}

/** The graph as an ONNX file; equal graphs give equal bytes. */
export function encodeModel(graph: Graph): Uint8Array {
  const Model = modelMessage();
  const model = {
    ir_version: IR_VERSION,
    producer_name: 'open-sesame',
    opset_import: [{ domain: '', version: OPSET_VERSION }],
    graph: {
      name: graph.name,
      node: graph.nodes.map(({ op, inputs, output, attributes }) => ({
        name: output,
        op_type: op,
        input: inputs,
        output: [output],
        attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      })),
      initializer: graph.initializers.map(({ name, shape, type, data }) => ({
        name,
        dims: shape,
        data_type: elementTypes[type],
        raw_data: data,
      })),
      input: [port(graph.input)],
      output: [port(graph.output)],
    },
  };
  return Model.encode(Model.fromObject(model)).finish();
}

/** Whole numbers become ONNX integers: the one float attribute that we use, an epsilon, is never whole. */
function attribute(name: string, value: Attributes[string]): object {
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { name, type: attributeTypes.i, i: value }
      : { name, type: attributeTypes.f, f: value };
  }
  if (typeof value === 'string') return { name, type: attributeTypes.s, s: new TextEncoder().encode(value) };
  return { name, type: attributeTypes.ints, ints: value };
}

function port({ name, shape }: Port): object {
  const dim = shape.map((size) => (typeof size === 'string' ? { dim_param: size } : { dim_value: size }));
  return { name, type: { tensor_type: { elem_type: elementTypes.float, shape: { dim } } } };
}
