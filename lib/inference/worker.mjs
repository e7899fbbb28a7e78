// Runs one model on a thread of its own: onnxruntime-node's `run` blocks the thread that calls it
// (github.com/microsoft/onnxruntime/issues/19611). Plain JavaScript, so that it starts without a loader.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { model, threads } = workerData;

const session = await InferenceSession.create(model, {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  // Without this, idle threads spin for tens of milliseconds after every run, on cores that others need.
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
});

parentPort.on('message', async ({ job, inputs }) => {
  try {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [name, new Tensor('float32', data, shape)]),
    );
    const results = await session.run(feeds);
    const outputs = Object.fromEntries(
      Object.entries(results).map(([name, { data, dims }]) => [name, { data: Float32Array.from(data), shape: dims }]),
    );
    parentPort.postMessage({ job, outputs });
  } catch (error) {
    parentPort.postMessage({ job, problem: String(error) });
  }
});

parentPort.postMessage({ ready: true, inputs: session.inputNames, outputs: session.outputNames });
