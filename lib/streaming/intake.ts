import type { SoundStream } from '@/lib/media/sound-stream';
import type { SpeechStream } from '@/lib/voice/speech-stream';
import type { StreamLimits } from './stream-limits';

/** Sound on its way from the socket to the speech detector. */
export interface Intake {
  /** Takes bytes as they come. False when they are more than a stream may send. */
  add(bytes: Uint8Array): boolean;
  /** When nothing waits to be decoded any more. Rejects with what the decoder throws. */
  done(): Promise<void>;
  /** When bytes came last, by `performance.now()`. */
  receivedAt(): number;
  isWaiting(): boolean;
}

export interface IntakeOptions {
  sound: SoundStream;
  speech: SpeechStream;
  limits: StreamLimits;
  /** Stops and goes on reading from the client. */
  pause(): void;
  resume(): void;
  fail(error: unknown): void;
}

/** Decodes what waits, one message after the other; what arrives meanwhile is taken together. */
export function soundIntake({ sound, speech, limits, pause, resume, fail }: IntakeOptions): Intake {
  let receivedAt = performance.now();
  let received = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let reading: Promise<void> | undefined;

  function add(bytes: Uint8Array): boolean {
    receivedAt = performance.now();
    received += bytes.length;
    if (received > limits.bytes) return false;
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes > limits.waitingBytes) pause();
    reading ??= read().finally(() => {
      reading = undefined;
    });
    reading.catch(fail);
    return true;
  }

  async function read(): Promise<void> {
    while (waiting.length > 0) {
      const bytes = waiting.length === 1 ? (waiting[0] as Uint8Array) : Buffer.concat(waiting);
      waiting = [];
      for await (const audio of sound.decode(bytes)) speech.push(audio);
      waitingBytes -= bytes.length;
      if (waitingBytes <= limits.waitingBytes) resume();
    }
  }

  return {
    add,
    done: async () => reading,
    receivedAt: () => receivedAt,
    isWaiting: () => waitingBytes > 0,
  };
}
