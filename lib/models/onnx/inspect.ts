import { elementTypes, modelMessage } from './schema';

/** What the graph of a foreign file takes and gives, by what it says itself. */
export interface OnnxPort {
  name: string;
  isFloat: boolean;
  /** Null for an axis whose size is free; undefined where the file does not say. */
  shape: readonly (number | null)[] | undefined;
}

export interface OnnxSummary {
  inputs: OnnxPort[];
  outputs: OnnxPort[];
  nodes: number;
  /** Values of its constants. */
  parameters: number;
}

/** Why a file is not taken; one line, for whoever named it. */
export class UnfitModel extends Error {
  override readonly name = 'UnfitModel';
}

/** As the schema reads them: numbers of 64 bits are objects where they may be larger than a double holds. */
type Whole = number | { toNumber(): number };
interface ReadTensor {
  dims: Whole[];
  external_data: unknown[];
  data_location: number;
}
interface ReadSparse {
  values?: ReadTensor | null;
  indices?: ReadTensor | null;
}
interface ReadPort {
  name: string;
  type?: {
    tensor_type?: { elem_type: number; shape?: { dim: { dim_value: Whole; dim_param: string }[] } | null } | null;
  } | null;
}
interface ReadGraph {
  node: {
    op_type: string;
    domain: string;
    attribute: {
      t?: ReadTensor | null;
      tensors: ReadTensor[];
      g?: ReadGraph | null;
      graphs: ReadGraph[];
      sparse_tensor?: ReadSparse | null;
      sparse_tensors: ReadSparse[];
    }[];
  }[];
  initializer: (ReadTensor & { name: string })[];
  sparse_initializer: ReadSparse[];
  input: ReadPort[];
  output: ReadPort[];
}
interface ReadModel {
  ir_version: Whole;
  graph?: ReadGraph | null;
  functions: unknown[];
  training_info: unknown[];
}

const DOMAINS: readonly string[] = ['', 'ai.onnx', 'com.microsoft'];
/** May run for ever. */
const LOOPS: readonly string[] = ['Loop', 'Scan'];
/** `TensorProto.EXTERNAL`. */
const EXTERNAL = 1;

/**
 * Reads a file that nobody has checked without running it. Throws an UnfitModel for what is no ONNX, names other files (ONNX
 * Runtime would read them, whatever they are), may run for ever, or brings operators of its own.
 */
export function inspectOnnx(bytes: Uint8Array): OnnxSummary {
  try {
    return inspect(bytes);
  } catch (cause) {
    // What protobufjs cannot read, and what is nested or long beyond reason.
    throw cause instanceof UnfitModel ? cause : new UnfitModel('it is no ONNX file', { cause });
  }
}

function inspect(bytes: Uint8Array): OnnxSummary {
  const model = modelMessage().decode(bytes) as unknown as ReadModel;
  const graph = model.graph;
  if (number(model.ir_version) < 1 || !graph || graph.node.length === 0) throw new UnfitModel('it is no ONNX file');
  if (model.functions.length > 0 || model.training_info.length > 0)
    throw new UnfitModel('it holds functions or training state of its own: export it for inference alone');
  const counts = walk(graph);
  const constants = new Set(graph.initializer.map(({ name }) => name));
  return {
    ...counts,
    inputs: graph.input.filter(({ name }) => !constants.has(name)).map(port),
    outputs: graph.output.map(port),
  };
}

function walk(graph: ReadGraph): Pick<OnnxSummary, 'nodes' | 'parameters'> {
  const counts = { nodes: graph.node.length, parameters: 0 };
  const tensors = [...graph.initializer, ...graph.sparse_initializer.flatMap(parts)];
  for (const { op_type: op, domain, attribute } of graph.node) {
    if (!DOMAINS.includes(domain)) throw new UnfitModel(`its operator ${op} is none of ONNX's own`);
    if (LOOPS.includes(op)) throw new UnfitModel(`it holds a ${op}, which may run for ever`);
    for (const { t, tensors: more, g, graphs, sparse_tensor: sparse, sparse_tensors: sparser } of attribute) {
      tensors.push(...(t ? [t] : []), ...more, ...[...(sparse ? [sparse] : []), ...sparser].flatMap(parts));
      for (const inner of [...(g ? [g] : []), ...graphs]) {
        const { nodes, parameters } = walk(inner);
        counts.nodes += nodes;
        counts.parameters += parameters;
      }
    }
  }
  for (const { dims, external_data: places, data_location: location } of tensors) {
    if (location === EXTERNAL || places.length > 0)
      throw new UnfitModel('it keeps weights in other files: export it as one');
    counts.parameters += dims.reduce<number>((product, size) => product * number(size), 1);
  }
  return counts;
}

function parts({ values, indices }: ReadSparse): ReadTensor[] {
  return [values, indices].filter((tensor) => tensor !== null && tensor !== undefined);
}

function port({ name, type }: ReadPort): OnnxPort {
  const tensor = type?.tensor_type;
  const shape = tensor?.shape?.dim.map(({ dim_value, dim_param }) => (dim_param ? null : number(dim_value) || null));
  return { name, isFloat: tensor?.elem_type === elementTypes.float, shape };
}

function number(value: Whole): number {
  return typeof value === 'number' ? value : value.toNumber();
}
