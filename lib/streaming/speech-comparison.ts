import { asSesameError } from '@/lib/errors';
import type { Queue } from '@/lib/inference/queue';
import type { VoiceModel } from '@/lib/voice/model';
import type { SpeechStream } from '@/lib/voice/speech-stream';
import type { Claim } from './claim';
import {
  earlyVerdict,
  finalVerdict,
  type StreamEvidence,
  type StreamThreshold,
  type StreamVerdict,
} from './early-verdict';

/** How the speech so far compares with the claimed voice. */
export interface SpeechComparison {
  /** Compares the newest speech, unless a comparison is under way or there is hardly any that is new. */
  refresh(): Promise<void>;
  /** Compares all there is. */
  complete(): Promise<void>;
  /** Undefined before the first comparison. */
  seen(): StreamEvidence | undefined;
  verdict(isOver: boolean): StreamVerdict;
  /** What is under way has no effect any more. */
  stop(): void;
}

export interface SpeechComparisonOptions {
  ready: Promise<{ model: VoiceModel; claim: Claim }>;
  speech: SpeechStream;
  /** Where the comparisons of all streams wait for their turn, in order of arrival. */
  turns: Queue;
  threshold: StreamThreshold;
}

/** Seconds of speech before the first comparison, and of new speech before another. */
const FIRST = 1;
const NEXT = 0.25;
/** Milliseconds until the last comparison is tried again when the model's queue is full. */
const RETRY_MS = 250;

export function compareSpeech({ ready, speech, turns, threshold }: SpeechComparisonOptions): SpeechComparison {
  let seen: StreamEvidence | undefined;
  let isEnrolled = false;
  let isStopped = false;
  let underWay: Promise<void> | undefined;

  async function compare(): Promise<void> {
    const { model, claim } = await ready;
    await turns.run(async () => {
      if (isStopped) return;
      // Only now, so that a long wait ends with the newest speech.
      const speechSeconds = speech.speechSeconds();
      const embedding = await model.embed(speech.speechFeatures());
      isEnrolled = claim.enrolled;
      seen = { speechSeconds, similarity: claim.similarity(embedding) };
    });
  }

  /** False when the model's queue is full. */
  async function attempt(): Promise<boolean> {
    underWay = compare();
    try {
      await underWay;
      return true;
    } catch (error) {
      if (asSesameError(error)?.code !== 'busy') throw error;
      return false;
    } finally {
      underWay = undefined;
    }
  }

  async function refresh(): Promise<void> {
    const wanted = seen ? seen.speechSeconds + NEXT : FIRST;
    if (!underWay && speech.speechSeconds() >= wanted) await attempt();
  }

  async function complete(): Promise<void> {
    await ready;
    await underWay?.catch(() => undefined);
    const all = speech.speechSeconds();
    while (!isStopped && all >= FIRST && seen?.speechSeconds !== all) {
      if (!(await attempt())) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  function verdict(isOver: boolean): StreamVerdict {
    if (!seen) return 'undecided';
    const verdict = isOver ? finalVerdict(seen, threshold) : earlyVerdict(seen, threshold);
    return verdict === 'same' && !isEnrolled ? 'different' : verdict;
  }

  const stop = (): void => {
    isStopped = true;
  };
  return { refresh, complete, seen: () => seen, verdict, stop };
}
