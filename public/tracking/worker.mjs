// Runs the face tracker of components/capture/tracking off the page's thread. The three other files are put here at build.
import * as ort from './onnxruntime.mjs';

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: new URL('./onnxruntime.wasm', import.meta.url).href };
const opening = ort.InferenceSession.create(new URL('./tracking.onnx', import.meta.url).href);

opening.then(
  () => self.postMessage({ ready: true }),
  () => self.postMessage({ failed: true }),
);

/** One picture in, its cells out: `pixels` is a Float32Array [3, side, side] of RGB in [0, 255]. */
self.onmessage = async ({ data: { pixels, side } }) => {
  try {
    const session = await opening;
    const { cells } = await session.run({ pixels: new ort.Tensor('float32', pixels, [1, 3, side, side]) });
    self.postMessage({ cells: cells.data, pixels }, [pixels.buffer]);
  } catch {
    self.postMessage({ failed: true });
  }
};
