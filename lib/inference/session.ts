import { SesameError } from '@/lib/errors';
import { type ModelPin, modelsFolder } from '@/lib/inference/manifest';
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

/** Measured on two cores with the built-in voice model: see docs/decisions/008-inference-threads.md. */
const DEFAULTS = { workers: 1, threads: 1, waiting: 32 } as const;

const slot = Symbol.for('open-sesame.inference.sessions');
type Slot = { [slot]?: Map<string, Promise<Session>> };

/**
 * The session of a model, opened at the first call and shared by the whole process.
 * Throws `model_invalid` when the file does not match its pin or cannot be loaded; the next call tries again.
 */
export function modelSession(pin: ModelPin, options: SessionOptions = {}): Promise<Session> {
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

async function openSession(pin: ModelPin, options: SessionOptions, forget: () => void): Promise<Session> {
  const { workers, threads, waiting } = { ...DEFAULTS, ...options };
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
