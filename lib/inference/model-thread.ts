import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SesameError } from '@/lib/errors';

/** A float32 array and its dimensions, row by row. */
export interface Tensor {
  data: Float32Array<ArrayBuffer>;
  shape: readonly number[];
}

export type Tensors = Record<string, Tensor>;

/** Names of what a model takes and gives. */
export interface ModelPorts {
  inputs: readonly string[];
  outputs: readonly string[];
}

/** Models on one worker thread; one job at a time. */
export interface ModelThread {
  models: readonly ModelPorts[];
  /** Runs the model of this index. The inputs' memory moves to the thread: the caller's arrays are empty afterwards. */
  run(model: number, inputs: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

export interface ModelThreadEvents {
  died(cause: Error): void;
  /** Memory of an input, when its job has ended. */
  returned(buffer: ArrayBuffer): void;
}

type Message =
  | { ready: ModelPorts[] }
  | { job: number; outputs: Tensors; buffers: ArrayBuffer[] }
  | { job: number; problem: string; buffers: ArrayBuffer[] };

/** Starts a thread that loads ONNX files; their memory moves there. Throws `model_invalid` when ONNX Runtime refuses one. */
export async function startModelThread(
  files: readonly Uint8Array<ArrayBuffer>[],
  threads: number,
  events: ModelThreadEvents,
): Promise<ModelThread> {
  const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/inference/worker.mjs');
  const worker = new Worker(path, { workerData: { threads } });
  // A thread that waits for work must not keep the process alive; one that works must.
  worker.unref();
  const jobs = new Map<number, PromiseWithResolvers<Tensors>>();
  let lastJob = 0;
  let death: Error | undefined;

  const ready = withResolvers<ModelPorts[]>();
  worker.on('message', (message: Message) => {
    if ('ready' in message) return ready.resolve(message.ready);
    message.buffers.forEach(events.returned);
    const pending = jobs.get(message.job);
    jobs.delete(message.job);
    if (jobs.size === 0) worker.unref();
    if ('outputs' in message) pending?.resolve(message.outputs);
    else pending?.reject(new SesameError('internal', { detail: `inference failed: ${message.problem}` }));
  });
  const die = (cause: Error): void => {
    death ??= cause;
    ready.reject(new SesameError('model_invalid', { detail: 'the model cannot be loaded', cause }));
    for (const job of jobs.values())
      job.reject(new SesameError('internal', { detail: 'inference thread ended', cause }));
    jobs.clear();
    events.died(cause);
  };
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`exit status ${code}`)));

  worker.ref();
  worker.postMessage(
    { models: files },
    files.map(({ buffer }) => buffer),
  );
  const models = await ready.promise;
  worker.unref();

  function run(model: number, inputs: Tensors): Promise<Tensors> {
    if (death) return Promise.reject(new SesameError('internal', { detail: 'inference thread ended', cause: death }));
    const job = ++lastJob;
    const pending = withResolvers<Tensors>();
    jobs.set(job, pending);
    worker.ref();
    const buffers = Object.values(inputs).map((tensor) => tensor.data.buffer);
    worker.postMessage({ job, model, inputs }, buffers);
    return pending.promise;
  }

  return { models, run, close: async () => void (await worker.terminate()) };
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

/** `Promise.withResolvers` is not in Node 20. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  // Whoever awaits it sees the rejection; nobody need.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
