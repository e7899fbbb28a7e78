import protobuf from 'protobufjs';

/**
 * The part of ONNX's wire format that our graphs use, and what a foreign one is refused for, with the field numbers of `onnx.proto3`
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
  message StringEntry { string key = 1; string value = 2; }
  message Tensor {
    repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9;
    repeated StringEntry external_data = 13; int32 data_location = 14;
  }
  message SparseTensor { Tensor values = 1; Tensor indices = 2; }
  message Attribute {
    string name = 1; float f = 2; int64 i = 3; bytes s = 4; Tensor t = 5; Graph g = 6; repeated int64 ints = 8;
    repeated Tensor tensors = 10; repeated Graph graphs = 11; int32 type = 20;
    SparseTensor sparse_tensor = 22; repeated SparseTensor sparse_tensors = 23;
  }
  message Node {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated Attribute attribute = 5; string domain = 7;
  }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
    repeated ValueInfo input = 11; repeated ValueInfo output = 12; repeated SparseTensor sparse_initializer = 15;
  }
  message Function { string name = 1; }
  message TrainingInfo { Graph initialization = 1; }
  message Model {
    int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSetId opset_import = 8;
    repeated TrainingInfo training_info = 20; repeated Function functions = 25;
  }
`;

/** ONNX's numbers for element types. */
export const elementTypes = { float: 1, uint8: 2, int32: 6, int64: 7 } as const;

/** ONNX's `ModelProto`. */
export function modelMessage(): protobuf.Type {
  return protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('onnx.Model');
}
