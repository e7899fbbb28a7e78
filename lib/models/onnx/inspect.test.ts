import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelsFolder } from '@/lib/inference/manifest';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { madeUpNetwork } from '@/lib/testing/made-up-networks';
import { inspectOnnx, UnfitModel } from './inspect';
import { modelMessage } from './schema';

/** A made-up network and what is appended to it, which protobuf reads as one message. */
function together(more: object): Uint8Array {
  const message = modelMessage();
  return Buffer.concat([madeUpNetwork(), message.encode(message.fromObject(more)).finish()]);
}

const outside = {
  name: 'secret',
  dims: [8],
  data_type: 1,
  data_location: 1,
  external_data: [{ key: 'location', value: '../../etc/passwd' }],
};
const node = (change: object): object => ({ graph: { node: [{ op_type: 'Identity', ...change }] } });

describe('an ONNX file', () => {
  it('tells what it takes and gives, and how large it is', () => {
    const { inputs, outputs, parameters } = inspectOnnx(readFileSync(join(modelsFolder(), builtInVoice.file)));
    expect(inputs).toEqual([{ name: builtInVoice.input, isFloat: true, shape: [null, null, 80] }]);
    expect(outputs.map(({ name }) => name)).toEqual([builtInVoice.output]);
    expect(parameters / 1e6).toBeCloseTo(1.12, 1);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /no ONNX file/],
    ['noise', new Uint8Array(1000).fill(7), /no ONNX file/],
    ['a picture', readFileSync('docs/figures/log-in.png'), /no ONNX file/],
    ['a file cut short', readFileSync(join(modelsFolder(), builtInVoice.file)).subarray(0, 100_000), /no ONNX file/],
    [
      'a graph without an operator',
      modelMessage()
        .encode({ ir_version: 8, graph: { name: 'empty' } })
        .finish(),
      /no ONNX/,
    ],
    ['weights in another file', together({ graph: { initializer: [outside] } }), /in other files/],
    [
      'the same inside a node',
      together(node({ attribute: [{ name: 'value', type: 4, t: outside }] })),
      /in other files/,
    ],
    [
      'the same inside a branch',
      together(node({ op_type: 'If', attribute: [{ name: 'then_branch', g: { initializer: [outside] } }] })),
      /in other files/,
    ],
    ['a loop', together(node({ op_type: 'Loop' })), /Loop, which may run for ever/],
    ['an operator of its own', together(node({ op_type: 'Shell', domain: 'evil' })), /Shell is none of ONNX's own/],
    ['functions', together({ functions: [{ name: 'f' }] }), /functions or training/],
  ])('is refused: %s', (_, bytes, reason) => {
    expect(() => inspectOnnx(bytes)).toThrow(UnfitModel);
    expect(() => inspectOnnx(bytes)).toThrow(reason);
  });
});
