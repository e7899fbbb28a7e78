// Runs models on a thread of their own: onnxruntime-node's `run` blocks the thread that calls it
// (github.com/microsoft/onnxruntime/issues/19611). Plain JavaScript, so that it starts without a loader.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const options = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  intraOpNumThreads: workerData.threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  // A pattern for every length of input that ever came is never given back. Ten minutes of speech against one, 2026-11-21: 16 to 21 %
  // more memory with patterns, 10 % without; the face networks after 20 bursts: 330 and 250 MB.
  enableMemPattern: false,
  // Without this, idle threads spin for tens of milliseconds after every run, on cores that others need.
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
};

const sessions = [];

/** One after the other: what ONNX Runtime needs only while it loads a model is there for the next. */
async function load(models) {
  for (const model of models) {
    sessions.push(await InferenceSession.create(model, options));
    free(model.buffer);
  }
  parentPort.postMessage({
    ready: sessions.map(({ inputNames, outputNames }) => ({ inputs: inputNames, outputs: outputNames })),
  });
}

/** At once, not at the next collection of garbage: what moves to a port that is closed is gone. Node 20 has no `transfer`. */
function free(buffer) {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer]);
  port1.close();
  port2.close();
}

async function run({ job, model, inputs }) {
  // The memory goes back with the answer: here it would wait for a collection of garbage that seldom comes.
  const buffers = Object.values(inputs).map(({ data }) => data.buffer);
  try {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [name, new Tensor('float32', data, shape)]),
    );
    const results = await sessions[model].run(feeds);
    const outputs = Object.fromEntries(
      Object.entries(results).map(([name, { data, dims }]) => [name, { data, shape: dims }]),
    );
    const own = Object.values(outputs).map(({ data }) => data.buffer);
    parentPort.postMessage({ job, outputs, buffers }, [...own, ...buffers]);
  } catch (error) {
    parentPort.postMessage({ job, problem: String(error), buffers }, buffers);
  }
}

parentPort.on('message', (message) => (message.models ? load(message.models) : run(message)));
