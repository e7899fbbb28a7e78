import { env } from '@/lib/env';
import { SesameError } from '@/lib/errors';
import { modelsFolder, type RunnablePin } from '@/lib/inference/manifest';
import { type ModelThread, startModelThread, type Tensors } from '@/lib/inference/model-thread';
import { readPinned } from '@/lib/inference/pinned';
import { boundedQueue } from '@/lib/inference/queue';

export interface Session {
  /**
   * Runs the model off the event loop. The inputs' memory moves away: hand over arrays that nobody else reads.
   * Throws `busy` when too many jobs wait, `internal` when the run fails.
   */
  run(inputs: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Holds the model files; `models/` of the running application when absent. */
  folder?: string;
  /** Copies of the model, each on a thread of its own: how many jobs run at once. */
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

const slot = Symbol.for('open-sesame.inference.sessions');
type Slot = { [slot]?: Map<string, Promise<Session>> };

/**
 * The session of a model, opened at the first call and shared by the whole process.
 * Throws `model_invalid` when the file does not match its pin or cannot be loaded; the next call tries again.
 */
export function modelSession(pin: RunnablePin, options: SessionOptions = {}): Promise<Session> {
  const holder = globalThis as Slot;
  holder[slot] ??= new Map();
  const sessions = holder[slot];
  const key = JSON.stringify([pin, options]);
  const known = sessions.get(key);
  if (known) return known;
  const forget = (): void => {
    if (sessions.get(key) === opened) sessions.delete(key);
  };
  const opened = openSession(pin, options, forget);
  sessions.set(key, opened);
  opened.catch(forget);
  return opened;
}

async function openSession(pin: RunnablePin, options: SessionOptions, forget: () => void): Promise<Session> {
  const { workers = WORKERS, threads = env().INFERENCE_THREADS, waiting = WAITING } = options;
  const model = await readPinned(options.folder ?? modelsFolder(), pin);
  const idle = await Promise.all(Array.from({ length: workers }, () => startModelThread(model, threads, forget)));
  const all = [...idle];
  const close = async (): Promise<void> => {
    forget();
    await Promise.all(all.map((thread) => thread.close()));
  };
  const known = idle[0];
  if (!known?.inputs.includes(pin.input) || !known.outputs.includes(pin.output)) {
    await close();
    throw new SesameError('model_invalid', { detail: `${pin.file} has no input ${pin.input} or output ${pin.output}` });
  }
  const queue = boundedQueue(workers, waiting);

  function run(inputs: Tensors): Promise<Tensors> {
    return queue.run(async () => {
      // The queue lets in as many jobs as there are threads, so one is idle.
      const thread = idle.pop() as ModelThread;
      try {
        return await thread.run(inputs);
      } finally {
        idle.push(thread);
      }
    });
  }

  return { run, close };
}
