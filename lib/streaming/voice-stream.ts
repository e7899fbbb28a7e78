import { asSesameError } from '@/lib/errors';
import type { Queue } from '@/lib/inference/queue';
import { type SoundStream, soundStream } from '@/lib/media/sound-stream';
import type { VoiceModel } from '@/lib/voice/model';
import { type SpeechStream, speechStream } from '@/lib/voice/speech-stream';
import type { Claim } from './claim';
import type { StreamEnding } from './close-code';
import type { StreamThreshold } from './early-verdict';
import { type Intake, soundIntake } from './intake';
import type { ClientMessage, PartialMessage, StartMessage } from './messages';
import { compareSpeech, type SpeechComparison } from './speech-comparison';
import { ARRIVING_MS, PARTIAL_EVERY_MS, type StreamLimits } from './stream-limits';

/** The client's end of a stream, as the stream sees it. */
export interface StreamPort {
  send(message: PartialMessage): void;
  /** Stops and goes on reading. */
  pause(): void;
  resume(): void;
  close(ending: StreamEnding): void;
}

export interface VoiceStream {
  /** Takes a text message; undefined for one that could not be read. */
  text(message: ClientMessage | undefined): void;
  binary(bytes: Uint8Array): void;
  /** Ends the stream and frees what it holds. Harmless when it has ended. */
  end(ending: StreamEnding): void;
}

export interface VoiceStreamOptions {
  port: StreamPort;
  limits: StreamLimits;
  /** Where the comparisons of all streams wait for their turn, in order of arrival. */
  turns: Queue;
  voiceModel(): Promise<VoiceModel>;
  /** Throws `not_recognised` when the caller may not ask about that person. */
  claim(person: string, modelId: string): Promise<Claim>;
  threshold: StreamThreshold;
}

/** What a started stream holds until it ends. */
interface Listening {
  start: StartMessage;
  startedAt: number;
  sound: SoundStream;
  intake: Intake;
  speech: SpeechStream;
  comparison: SpeechComparison;
  isOver: boolean;
}

/**
 * One stream, from its first message to its end. Sound is decoded as it arrives; every 400 ms a partial goes out with the
 * newest similarity there is, and a new comparison is asked for.
 */
export function openVoiceStream(options: VoiceStreamOptions): VoiceStream {
  const { port, limits } = options;
  let listening: Listening | undefined;
  let hasEnded = false;
  let ticks: NodeJS.Timeout | undefined;
  const startTimer = setTimeout(() => end('timed_out'), limits.startMs);

  function end(ending: StreamEnding): void {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(startTimer);
    clearInterval(ticks);
    listening?.sound.free();
    listening?.comparison.stop();
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
    else if (message?.type === 'end' && listening && !listening.isOver) conclude(listening).catch(fail);
    else end('invalid_request');
  }

  function begin(start: StartMessage): void {
    clearTimeout(startTimer);
    const sound = soundStream(start.encoding, limits.audioSeconds);
    const speech = speechStream();
    const ready = options.voiceModel().then(async (model) => ({
      model,
      claim: await options.claim(start.person, model.id),
    }));
    ready.catch(fail);
    listening = {
      start,
      startedAt: performance.now(),
      sound,
      intake: soundIntake({ sound, speech, limits, pause: port.pause, resume: port.resume, fail }),
      speech,
      comparison: compareSpeech({ ...options, ready, speech }),
      isOver: false,
    };
    ticks = setInterval(tick, PARTIAL_EVERY_MS, listening);
  }

  function binary(bytes: Uint8Array): void {
    if (hasEnded || bytes.length === 0) return;
    if (!listening || listening.isOver) end('invalid_request');
    else if (!listening.intake.add(bytes)) end('media_too_large');
  }

  function tick(stream: Listening): void {
    const { startedAt, intake, isOver } = stream;
    const now = performance.now();
    const silentMs = now - intake.receivedAt();
    const isIdle = !isOver && !intake.isWaiting() && silentMs > limits.idleMs;
    if (isIdle || now - startedAt > limits.lifetimeMs) end('timed_out');
    if (hasEnded || isOver) return;
    watch(stream).catch(fail);
    if (silentMs < ARRIVING_MS) report(stream);
  }

  /** Ends the stream as soon as the verdict is certain. */
  async function watch(stream: Listening): Promise<void> {
    await stream.comparison.refresh();
    if (hasEnded || stream.isOver || stream.start.untilEnd || stream.comparison.verdict(false) === 'undecided') return;
    report(stream);
    end('done');
  }

  /** The last word: on everything that was said, by the plain threshold. */
  async function conclude(stream: Listening): Promise<void> {
    stream.isOver = true;
    await stream.intake.done();
    if (hasEnded) return;
    stream.speech.push(stream.sound.end());
    await stream.comparison.complete();
    if (hasEnded) return;
    report(stream);
    end('done');
  }

  function report({ speech, comparison, isOver }: Listening): void {
    const similarity = comparison.seen()?.similarity;
    port.send({
      type: 'partial',
      speechSeconds: rounded(speech.speechSeconds(), 2),
      similarity: similarity === undefined ? null : rounded(similarity, 4),
      verdict: comparison.verdict(isOver),
    });
  }

  return { text, binary, end };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
