import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { descriptorCrop } from '@/lib/face/align';
import type { DetectedFace } from '@/lib/face/detected-face';
import type { Point } from '@/lib/face/landmarks';
import type { TrackedFace } from '@/lib/face/tiny/detections';
import type { Box } from '@/lib/math/box';
import { type Embedding, l2Normalise } from '@/lib/math/vector';
import type { Frame } from '@/lib/media/frame';

type Package = typeof import('@vladmandic/face-api');
type TensorFlow = typeof import('@tensorflow/tfjs');
type Pixels = ReturnType<Package['tf']['tensor3d']>;

/** As in `lib/face/detections.ts`. */
const MIN_CONFIDENCE = 0.5;

const MAX_FACES = 10;

/** face-api itself, which our networks are compared with. */
export interface FaceApi {
  detect(frame: Frame): Promise<DetectedFace[]>;
  describe(frame: Frame, face: DetectedFace): Promise<Embedding>;
  /** The tiny detector's faces, in shares of a picture that is `side` pixels wide and at most as high. */
  track(frame: Frame, side: number): Promise<TrackedFace[]>;
  /** The tiny detector's faces with the tiny network's landmarks, in pixels of the frame. */
  trackLandmarks(frame: Frame, side: number): Promise<DetectedFace[]>;
}

/**
 * The networks of `@vladmandic/face-api` on TensorFlow.js WASM (SIMD, one thread: its threaded build cannot start a
 * worker under Node). Blocks the event loop while it works, so calls run one after the other.
 */
export async function loadFaceApi(): Promise<FaceApi> {
  return serialised(await start());
}

async function start(): Promise<Package> {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));
  const wasm: typeof import('@tensorflow/tfjs-backend-wasm') = require('@tensorflow/tfjs-backend-wasm');
  const faceapi: Package = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
  const tf = tensorFlow(faceapi);

  wasm.setWasmPaths(join(folderOf('@tensorflow/tfjs-backend-wasm'), 'dist/'));
  // Production mode is what keeps TensorFlow.js from advertising its native build at start.
  tf.enableProdMode();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WASM backend does not start');
  await tf.ready();

  const weights = join(folderOf('@vladmandic/face-api'), 'model');
  const { ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet, tinyFaceDetector, faceLandmark68TinyNet } =
    faceapi.nets;
  for (const net of [ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet, tinyFaceDetector, faceLandmark68TinyNet])
    await net.loadFromDisk(weights);
  return faceapi;
}

/** TensorFlow.js as face-api uses it; face-api's own types name only a part of it. */
function tensorFlow(faceapi: Package): TensorFlow {
  return faceapi.tf as unknown as TensorFlow;
}

function serialised(faceapi: Package): FaceApi {
  const { tf } = faceapi;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(frame: Frame, job: (pixels: Pixels) => Promise<T>): Promise<T> {
    const result = last.then(async () => {
      const pixels = tf.tensor3d(frame.data, [frame.height, frame.width, 3], 'int32');
      try {
        return await job(pixels);
      } finally {
        pixels.dispose();
      }
    });
    last = result.catch(() => undefined);
    return result;
  }

  const options = new faceapi.SsdMobilenetv1Options({ minConfidence: MIN_CONFIDENCE, maxResults: MAX_FACES });
  const tinyOptions = (inputSize: number): InstanceType<Package['TinyFaceDetectorOptions']> =>
    new faceapi.TinyFaceDetectorOptions({ inputSize, scoreThreshold: MIN_CONFIDENCE });
  return {
    detect: (frame) =>
      inTurn(frame, async (pixels) => {
        const found = await faceapi.detectAllFaces(pixels, options).withFaceLandmarks();
        return found.map(detectedFace);
      }),
    trackLandmarks: (frame, side) =>
      inTurn(frame, async (pixels) => {
        const found = await faceapi.detectAllFaces(pixels, tinyOptions(side)).withFaceLandmarks(true);
        return found.map(detectedFace);
      }),
    track: (frame, side) =>
      inTurn(frame, async (pixels) => {
        const tiny = tinyOptions(side);
        const found = await faceapi.nets.tinyFaceDetector.locateFaces(pixels, tiny);
        return found.map(({ relativeBox: { x, y, width, height }, score }) => ({ x, y, width, height, score }));
      }),
    describe: (frame, face) =>
      inTurn(frame, async (pixels) => {
        const { x, y, width, height } = descriptorCrop(face, frame.width, frame.height);
        const crop = tf.slice3d(pixels, [y, x, 0], [height, width, 3]);
        try {
          const descriptor = await faceapi.nets.faceRecognitionNet.computeFaceDescriptor(crop);
          return l2Normalise(Float32Array.from(descriptor as Float32Array));
        } finally {
          crop.dispose();
        }
      }),
  };
}

interface Located {
  detection: { box: Box; score: number };
  landmarks: { positions: Point[] };
}

function detectedFace({ detection: { box, score }, landmarks }: Located): DetectedFace {
  const { x, y, width, height } = box;
  return {
    box: { x, y, width, height },
    score,
    landmarks: Float32Array.from(landmarks.positions.flatMap((point) => [point.x, point.y])),
  };
}
