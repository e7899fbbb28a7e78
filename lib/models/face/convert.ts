import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel, type Graph } from '@/lib/models/onnx/encode';
import { detectionNetwork } from './detection';
import { landmarksNetwork } from './landmarks';
import { recognitionNetwork } from './recognition';
import { faceApiWeights, type Weights } from './weights';

/** Name of the ONNX file, name of face-api's weights, and the network they belong to. */
const NETWORKS: readonly [file: string, weights: string, network: (weights: Weights) => Graph][] = [
  ['detection.onnx', 'ssd_mobilenetv1_model', detectionNetwork],
  ['landmarks-68.onnx', 'face_landmark_68_model', landmarksNetwork],
  ['recognition.onnx', 'face_recognition_model', recognitionNetwork],
];

/** Writes the face networks of the installed `@vladmandic/face-api` (MIT) as ONNX files into a folder; takes a second. */
export async function convertFaceModels(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [file, name, network] of NETWORKS) {
    await writeFile(join(folder, file), encodeModel(network(await faceApiWeights(name))));
  }
}
