import type { ClientMessage, PartialMessage, StartMessage } from '@/lib/api/stream-messages';
import { asSesameError } from '@/lib/errors';
import type { Queue } from '@/lib/inference/queue';
import { type SoundStream, soundStream } from '@/lib/media/sound-stream';
import { earlyVerdict, finalVerdict, type StreamVerdict } from '@/lib/voice/early-verdict';
import type { VoiceModel } from '@/lib/voice/model';
import { type SpeechStream, speechStream } from '@/lib/voice/streaming';
import type { Claim } from './claim';
import type { Ending } from './close-code';
import { ARRIVING_MS, PARTIAL_EVERY_MS, type StreamLimits } from './limits';

/** The client's end of a stream, as the session sees it. */
export interface StreamPort {
  send(message: PartialMessage): void;
  /** Stops and goes on reading. */
  pause(): void;
  resume(): void;
  close(ending: Ending): void;
}

export interface StreamSession {
  text(message: ClientMessage | undefined): void;
  binary(bytes: Uint8Array): void;
  /** Ends the session and frees what it holds. Harmless when it has ended. */
  end(ending: Ending): void;
}

export interface SessionOptions {
  port: StreamPort;
  limits: StreamLimits;
  /** Where embeddings of all streams wait for their turn, in order of arrival. */
  turns: Queue;
  voiceModel(): Promise<VoiceModel>;
  /** Undefined when the caller may not ask about that person. */
  claim(person: string): Promise<Claim | undefined>;
  /** Cosine similarity from which it is the person. */
  threshold: number;
}

/** Seconds of speech before the first embedding, and of new speech before another. */
const FIRST_LOOK = 1;
const NEXT_LOOK = 0.25;
/** Milliseconds until a last embedding is tried again when the model's queue is full. */
const RETRY_MS = 250;

/** What a started stream holds until it ends. */
interface Listening {
  start: StartMessage;
  sound: SoundStream;
  speech: SpeechStream;
  ready: Promise<{ model: VoiceModel; claim: Claim }>;
  startedAt: number;
  receivedAt: number;
  receivedBytes: number;
  waiting: Uint8Array[];
  waitingBytes: number;
  ended: boolean;
  /** The newest similarity, and the seconds of speech that it was made of. */
  seen: { speechSeconds: number; similarity: number } | undefined;
  enrolled: boolean;
}

/**
 * One stream, from its first message to its end. Sound is decoded as it arrives; every 400 ms a partial goes out with the
 * newest similarity there is, and a new embedding is asked for when none is under way and there is new speech.
 */
export function streamSession(options: SessionOptions): StreamSession {
  const { port, limits, turns, threshold } = options;
  let listening: Listening | undefined;
  let hasEnded = false;
  let isReading = false;
  let looking: Promise<void> | undefined;
  const startTimer = setTimeout(() => end('timed_out'), limits.startMs);
  let ticks: NodeJS.Timeout | undefined;

  function end(ending: Ending): void {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(startTimer);
    clearInterval(ticks);
    listening?.sound.free();
    listening = undefined;
    port.close(ending);
  }

  function fail(error: unknown): void {
    if (hasEnded) return;
    const known = asSesameError(error);
    if (!known) console.error('stream:', error);
    end(known?.code ?? 'internal');
  }

  function text(message: ClientMessage | undefined): void {
    if (hasEnded) return;
    if (message?.type === 'start' && !listening) begin(message);
    else if (message?.type === 'end' && listening && !listening.ended) {
      listening.ended = true;
      void read(listening);
    } else end('invalid_request');
  }

  function begin(start: StartMessage): void {
    clearTimeout(startTimer);
    const now = performance.now();
    const ready = Promise.all([options.voiceModel(), options.claim(start.person)]).then(([model, claim]) => {
      if (!claim) throw new Refused();
      return { model, claim };
    });
    ready.catch((error: unknown) => (error instanceof Refused ? end('not_recognised') : fail(error)));
    listening = {
      start,
      sound: soundStream(start.encoding, limits.audioSeconds),
      speech: speechStream(),
      ready,
      startedAt: now,
      receivedAt: now,
      receivedBytes: 0,
      waiting: [],
      waitingBytes: 0,
      ended: false,
      seen: undefined,
      enrolled: false,
    };
    ticks = setInterval(tick, PARTIAL_EVERY_MS, listening);
  }

  function binary(bytes: Uint8Array): void {
    if (hasEnded) return;
    if (!listening || listening.ended) {
      end('invalid_request');
      return;
    }
    if (bytes.length === 0) return;
    listening.receivedAt = performance.now();
    listening.receivedBytes += bytes.length;
    if (listening.receivedBytes > limits.bytes) {
      end('media_too_large');
      return;
    }
    listening.waiting.push(bytes);
    listening.waitingBytes += bytes.length;
    if (listening.waitingBytes > limits.waitingBytes) port.pause();
    void read(listening);
  }

  /** Decodes what waits, one caller at a time; what arrives meanwhile is taken together. */
  async function read(stream: Listening): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      while (stream.waiting.length > 0 && !hasEnded) {
        const bytes = stream.waiting.length === 1 ? (stream.waiting[0] as Uint8Array) : Buffer.concat(stream.waiting);
        stream.waiting = [];
        for await (const audio of stream.sound.decode(bytes)) stream.speech.push(audio);
        stream.waitingBytes -= bytes.length;
        if (stream.waitingBytes <= limits.waitingBytes) port.resume();
      }
      if (stream.ended && !hasEnded) await conclude(stream);
    } catch (error) {
      fail(error);
    } finally {
      isReading = false;
    }
  }

  function tick(stream: Listening): void {
    const now = performance.now();
    const isIdle = !stream.ended && stream.waitingBytes === 0 && now - stream.receivedAt > limits.idleMs;
    if (isIdle || now - stream.startedAt > limits.lifetimeMs) end('timed_out');
    if (hasEnded || stream.ended) return;
    look(stream);
    if (now - stream.receivedAt < ARRIVING_MS) report(stream, verdictNow(stream));
  }

  /** Asks for an embedding of the newest speech, unless one is under way or there is hardly any that is new. */
  function look(stream: Listening): void {
    const speechSeconds = stream.speech.speechSeconds();
    const wanted = stream.seen ? stream.seen.speechSeconds + NEXT_LOOK : FIRST_LOOK;
    if (looking || speechSeconds < wanted) return;
    looking = embed(stream)
      .then(() => {
        const verdict = verdictNow(stream);
        if (hasEnded || stream.ended || stream.start.untilEnd || verdict === 'undecided') return;
        report(stream, verdict);
        end('done');
      })
      // A queue that is full costs one partial its news.
      .catch((error: unknown) => (asSesameError(error)?.code === 'busy' ? undefined : fail(error)))
      .finally(() => {
        looking = undefined;
      });
  }

  async function embed(stream: Listening): Promise<void> {
    const { model, claim } = await stream.ready;
    await turns.run(async () => {
      if (hasEnded) return;
      const speechSeconds = stream.speech.speechSeconds();
      const embedding = await model.embed(stream.speech.speechFeatures());
      stream.enrolled = claim.enrolled;
      stream.seen = { speechSeconds, similarity: claim.similarity(embedding) };
    });
  }

  /** The last word: on everything that was said, by the plain threshold. */
  async function conclude(stream: Listening): Promise<void> {
    stream.speech.push(stream.sound.end());
    await stream.ready;
    await looking;
    const speechSeconds = stream.speech.speechSeconds();
    while (!hasEnded && speechSeconds >= FIRST_LOOK && stream.seen?.speechSeconds !== speechSeconds) {
      await embed(stream).catch(async (error: unknown) => {
        if (asSesameError(error)?.code !== 'busy') throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      });
    }
    if (hasEnded) return;
    report(stream, stream.seen ? of(stream, finalVerdict(stream.seen, threshold)) : 'undecided');
    end('done');
  }

  function verdictNow(stream: Listening): StreamVerdict {
    return stream.seen ? of(stream, earlyVerdict(stream.seen, threshold)) : 'undecided';
  }

  function of({ enrolled }: Listening, verdict: StreamVerdict): StreamVerdict {
    return verdict === 'same' && !enrolled ? 'different' : verdict;
  }

  function report(stream: Listening, verdict: StreamVerdict): void {
    const speechSeconds = Math.round(stream.speech.speechSeconds() * 100) / 100;
    const similarity = stream.seen ? Math.round(stream.seen.similarity * 10_000) / 10_000 : null;
    port.send({ type: 'partial', speechSeconds, similarity, verdict });
  }

  return { text, binary, end };
}

/** The caller may not ask about this person. */
class Refused extends Error {}
