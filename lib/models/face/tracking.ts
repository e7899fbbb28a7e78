import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { faceApiWeights, type Weights } from './weights';

const separable = (layer: string): string[] =>
  ['depthwise_filter', 'pointwise_filter', 'bias'].map((name) => `${layer}/${name}`);
const full = (layer: string): string[] => [`${layer}/filters`, `${layer}/bias`];

/** The constants in the order in which `lib/face/tiny/networks.ts` reads them. */
const DETECTION = [
  ...full('conv0'),
  ...[1, 2, 3, 4, 5].flatMap((layer) => separable(`conv${layer}`)),
  ...full('conv8'),
];
const LANDMARKS = [
  ...full('dense0/conv0'),
  ...[1, 2].flatMap((layer) => separable(`dense0/conv${layer}`)),
  ...[1, 2].flatMap((block) => [0, 1, 2].flatMap((layer) => separable(`dense${block}/conv${layer}`))),
  'fc/weights',
  'fc/bias',
];

/** Writes what the browser's face tracker loads (`public/tracking`): the tiny networks of `@vladmandic/face-api` (MIT), and kernels.as, compiled. */
export async function makeTracker(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files: [string, Uint8Array][] = [
    ['detection.bin', packed(await faceApiWeights('tiny_face_detector_model'), DETECTION)],
    ['landmarks.bin', packed(await faceApiWeights('face_landmark_68_tiny_model'), LANDMARKS)],
    ['kernels.wasm', await compiled(await readFile('lib/face/tiny/kernels.as', 'utf8'))],
  ];
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}

/** Scale and least value (float64, little-endian) of each constant, then its bytes. */
function packed(weights: Weights, names: readonly string[]): Uint8Array {
  return Buffer.concat(
    names.flatMap((name) => {
      const { quantised, data } = weights(name);
      if (!quantised) throw new Error(`${name} is not quantised`);
      const range = new DataView(new ArrayBuffer(16));
      range.setFloat64(0, quantised.scale, true);
      range.setFloat64(8, quantised.min, true);
      return [new Uint8Array(range.buffer), data];
    }),
  );
}

async function compiled(source: string): Promise<Uint8Array> {
  const written: Uint8Array[] = [];
  const words = 'kernels.ts -o kernels.wasm --enable simd --runtime stub --noAssert -O3 --importMemory';
  const { error, stderr } = await asc.main(words.split(' '), {
    readFile: (name) => (name === 'kernels.ts' ? source : null),
    writeFile: (_name, bytes) => void written.push(bytes as Uint8Array),
    listFiles: () => [],
  });
  const [binary] = written;
  if (error || !binary) throw new Error(`kernels.as: ${stderr.toString()}`, { cause: error });
  return binary;
}
