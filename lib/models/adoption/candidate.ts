import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { PinnedFile } from '@/lib/inference/manifest';
import { inspectOnnx, type OnnxPort, type OnnxSummary, UnfitModel } from '@/lib/models/onnx/inspect';
import { MEL_BINS } from '@/lib/voice/filterbank';

/** A file that may become a voice model, as far as it can be judged without running it. */
export interface Candidate {
  bytes: Uint8Array<ArrayBuffer>;
  input: string;
  output: string;
  summary: OnnxSummary;
}

/** Which port of a graph with several is meant. */
export interface ChosenPorts {
  input?: string | undefined;
  output?: string | undefined;
}

/** Bytes. Ten times what the largest public networks for voices have. */
const MOST = 2 ** 30;

/**
 * Reads a file that nobody has checked: it takes one float32 [batch, frames, 80] with free frames, and gives [batch, N]. Throws an
 * UnfitModel that says what is wrong.
 */
export async function readCandidate(path: string, ports: ChosenPorts = {}): Promise<Candidate> {
  const bytes = await readBounded(path);
  const summary = inspectOnnx(bytes);
  const input = chosen('input', summary.inputs, ports.input);
  const output = chosen('output', summary.outputs, ports.output);
  if (summary.inputs.length > 1)
    throw new UnfitModel(`it takes ${namesOf(summary.inputs)}; a voice model takes features alone`);
  const [, frames, bins] = input.shape ?? [];
  if (!input.isFloat || input.shape?.length !== 3 || frames !== null || (bins !== null && bins !== MEL_BINS))
    throw new UnfitModel(`its input ${written(input)} is no float32 [batch, frames, ${MEL_BINS}] with free frames`);
  if (!output.isFloat || (output.shape && output.shape.length !== 2))
    throw new UnfitModel(`its output ${written(output)} is no float32 [batch, N]`);
  return { bytes, summary, input: input.name, output: output.name };
}

/** What the manifest says of these bytes under a name. */
export function pinOf(file: string, bytes: Uint8Array): PinnedFile {
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readBounded(path: string): Promise<Uint8Array<ArrayBuffer>> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (cause) {
    throw new UnfitModel('it cannot be read', { cause });
  }
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new UnfitModel('it is no file');
    if (found.size > MOST) throw new UnfitModel(`it has ${found.size} bytes; ${MOST} are the most`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

function chosen(kind: 'input' | 'output', ports: readonly OnnxPort[], wanted: string | undefined): OnnxPort {
  const [first, ...more] = wanted === undefined ? ports : ports.filter(({ name }) => name === wanted);
  if (!first) throw new UnfitModel(`it has no ${kind} ${wanted ?? ''}`.trimEnd());
  if (more.length > 0 && kind === 'output') throw new UnfitModel(`it gives ${namesOf(ports)}: say which with --output`);
  return first;
}

const namesOf = (ports: readonly OnnxPort[]): string => ports.map(({ name }) => name).join(', ');

function written({ name, isFloat, shape }: OnnxPort): string {
  const sizes = shape?.map((size) => size ?? '?').join(', ') ?? 'of unsaid shape';
  return `${name} ${isFloat ? 'float32' : 'of another type'} [${sizes}]`;
}
