import { env } from '@/lib/env';
import { SesameError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import { bufferPool } from './buffer-pool';
import { modelsFolder, type RunnablePin } from './manifest';
import { type ModelThread, startModelThread, type Tensors } from './model-thread';
import { readPinned } from './pinned';
import { boundedQueue } from './queue';

export interface ModelSession {
  /**
   * Runs the model off the event loop. The inputs' memory moves away: hand over arrays that nobody else reads.
   * Throws `busy` when too many jobs wait, `internal` when the run fails.
   */
  run(inputs: Tensors): Promise<Tensors>;
  /** An array for an input, of memory that an earlier one has left where there is some: what is in it is undefined. */
  array(length: number): Float32Array<ArrayBuffer>;
  /** Ends the thread, for the models that share it too. */
  close(): Promise<void>;
}

export interface ModelSessionOptions {
  /** Holds the model files; `models/` of the running application when absent. */
  folder?: string;
  /** Copies of the models, each on a thread of its own: how many jobs run at once. */
  workers?: number;
  /** Threads that share the work of one job (ONNX Runtime's intra-op threads). */
  threads?: number;
  /** Jobs that may wait before the next is answered `busy`. */
  waiting?: number;
}

/**
 * Measured on two cores, built-in voice model, 5 s of audio, 2026-11-21: one thread 9.4 ms a run and 9.7 ms of processor time; two
 * threads 7.4 ms and 13.5 ms. A second copy of the model costs 80 MB and does no more runs a second when both
 * cores also decode. So one of each, and `INFERENCE_THREADS` for machines with more cores.
 */
const WORKERS = 1;
/** At 10 ms a run the last in the queue waits a third of a second. */
const WAITING = 32;

const sessionGroups = (): Map<string, Promise<Record<string, ModelSession>>> =>
  singleton('inference.sessions', () => new Map());

/**
 * The session of a model, opened at the first call and shared by the whole process.
 * Throws `model_invalid` when the file does not match its pin or cannot be loaded; the next call tries again.
 */
export async function modelSession(pin: RunnablePin, options: ModelSessionOptions = {}): Promise<ModelSession> {
  return (await modelSessions({ model: pin }, options)).model;
}

/**
 * As `modelSession`, for models that take turns on one thread and in one queue: threads of their own would hold more memory
 * and take the processors from each other.
 */
export function modelSessions<Name extends string>(
  pins: Record<Name, RunnablePin>,
  options: ModelSessionOptions = {},
): Promise<Record<Name, ModelSession>> {
  const groups = sessionGroups();
  const key = JSON.stringify([pins, options]);
  const known = groups.get(key);
  if (known) return known;
  const forget = (): void => {
    if (groups.get(key) === opened) groups.delete(key);
  };
  const opened = openSessions(pins, options, forget);
  groups.set(key, opened);
  opened.catch(forget);
  return opened;
}

async function openSessions<Name extends string>(
  pins: Record<Name, RunnablePin>,
  options: ModelSessionOptions,
  died: () => void,
): Promise<Record<Name, ModelSession>> {
  const { folder = modelsFolder(), workers = WORKERS, threads = env().INFERENCE_THREADS, waiting = WAITING } = options;
  const named = Object.entries<RunnablePin>(pins);
  const spare = bufferPool();
  const start = async (): Promise<ModelThread> => {
    const files = await Promise.all(named.map(([, pin]) => readPinned(folder, pin)));
    return startModelThread(files, threads, { died, returned: spare.give });
  };
  const all = await Promise.all(Array.from({ length: workers }, start));
  const close = async (): Promise<void> => {
    died();
    await Promise.all(all.map((thread) => thread.close()));
  };
  for (const [index, [, { file, input, output }]] of named.entries()) {
    const ports = all[0]?.models[index];
    if (ports?.inputs.includes(input) && ports.outputs.includes(output)) continue;
    await close();
    throw new SesameError('model_invalid', { detail: `${file} has no input ${input} or output ${output}` });
  }
  const queue = boundedQueue(workers, waiting);
  const idle = [...all];

  function run(model: number, inputs: Tensors): Promise<Tensors> {
    return queue.run(async () => {
      // The queue lets in as many jobs as there are threads, so one is idle.
      const thread = idle.pop() as ModelThread;
      try {
        return await thread.run(model, inputs);
      } finally {
        idle.push(thread);
      }
    });
  }

  const sessions = named.map(([name], model): [string, ModelSession] => [
    name,
    { run: (inputs) => run(model, inputs), array: spare.take, close },
  ]);
  return Object.fromEntries(sessions) as Record<Name, ModelSession>;
}
