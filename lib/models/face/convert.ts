import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encodeModel, type Graph } from '@/lib/models/onnx/encode';
import { detectionNetwork } from './detection';
import { landmarksNetwork, tinyLandmarksNetwork } from './landmarks';
import { recognitionNetwork } from './recognition';
import { trackingNetwork } from './tracking';
import { readWeights, type Weights } from './weights';

/** Name of the ONNX file, name of face-api's weights, and the network they belong to. */
const NETWORKS: readonly [file: string, weights: string, network: (weights: Weights) => Graph][] = [
  ['detection.onnx', 'ssd_mobilenetv1_model', detectionNetwork],
  ['landmarks-68.onnx', 'face_landmark_68_model', landmarksNetwork],
  ['recognition.onnx', 'face_recognition_model', recognitionNetwork],
  ['tracking.onnx', 'tiny_face_detector_model', trackingNetwork],
  ['tracking-landmarks.onnx', 'face_landmark_68_tiny_model', tinyLandmarksNetwork],
];

/** Writes the face networks of the installed `@vladmandic/face-api` (MIT) as ONNX files into a folder; takes a second. */
export async function convertFaceModels(folder: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const weightsFolder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  await mkdir(folder, { recursive: true });
  for (const [file, name, network] of NETWORKS) {
    await writeFile(join(folder, file), encodeModel(network(await readWeights(weightsFolder, name))));
  }
}
