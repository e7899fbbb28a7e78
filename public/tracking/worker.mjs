// Runs the networks of components/capture/tracking off the page's thread. The four other files are put here at build.
import * as ort from './onnxruntime.mjs';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL('./onnxruntime.wasm', import.meta.url).href };

const open = (file) => ort.InferenceSession.create(new URL(file, import.meta.url).href);
const opening = Promise.all([open('./tracking.onnx'), open('./tracking-landmarks.onnx')]);

opening.then(
  () => self.postMessage({ ready: true }),
  () => self.postMessage({ failed: true }),
);

const run = async (session, output, pixels, side) => {
  const outputs = await session.run({ pixels: new ort.Tensor('float32', pixels, [1, 3, side, side]) });
  return outputs[output].data;
};

/**
 * `pixels` is a Float32Array [3, side, side] of RGB in [0, 255]. Of a whole picture (`find`) come the detector's cells, of one face the
 * landmarks as shares of the side.
 */
self.onmessage = async ({ data: { find, pixels, side } }) => {
  try {
    const [detector, landmarks] = await opening;
    if (find) self.postMessage({ cells: await run(detector, 'cells', pixels, side), pixels }, [pixels.buffer]);
    else self.postMessage({ landmarks: await run(landmarks, 'landmarks', pixels, side), pixels }, [pixels.buffer]);
  } catch {
    self.postMessage({ failed: true });
  }
};
