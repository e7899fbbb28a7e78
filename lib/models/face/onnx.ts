import protobuf from 'protobufjs';

/**
 * The part of ONNX's wire format that our graphs use, with the field numbers of `onnx.proto3`
 * (https://github.com/onnx/onnx, IR version 8).
 */
const SCHEMA = `
  syntax = "proto3";
  package onnx;
  message OperatorSetId { string domain = 1; int64 version = 2; }
  message Dimension { int64 dim_value = 1; string dim_param = 2; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message ValueInfo { string name = 1; Type type = 2; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
  message Node {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated Attribute attribute = 5;
  }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
    repeated ValueInfo input = 11; repeated ValueInfo output = 12;
  }
  message Model {
    int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSetId opset_import = 8;
  }
`;

const IR_VERSION = 8;
const OPSET_VERSION = 17;

/** ONNX's numbers for element types. */
export const elementTypes = { float: 1, uint8: 2, int32: 6, int64: 7 } as const;

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
  const Model = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('onnx.Model');
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
