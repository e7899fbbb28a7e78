import type { LoginPart, LoginUpload } from '@/lib/api/contract';
import type { LivenessPolicy } from '@/lib/decision/challenge';
import { SesameError } from '@/lib/errors';
import { areBurstTimes } from '@/lib/liveness/replay/burst-times';
import {
  BURST_FRAMES,
  MAX_FRAME_BYTES,
  MAX_MOUTH_CROP_BYTES,
  MAX_RECORDING_BYTES,
  MAX_TURN_FRAME_BYTES,
} from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import type { EarlierVoice } from '@/lib/recognition/earlier-voice';
import { digestOf } from '@/lib/recognition/looks-ahead';
import {
  type Film,
  type LoginCapture,
  type LoginObservation,
  NO_FILM,
  type SaidCapture,
  type SaidObservation,
  type TurnObservation,
} from '@/lib/recognition/observe-login';
import { settled } from '@/lib/recognition/settled';
import { findOpenAttempt } from '@/lib/storage/attempts';
import type { AuthDeps } from './deps';

/** The files of an upload. Throws `invalid_request` for another burst than the one asked for, and what data URLs throw. */
export function captureOf(upload: LoginUpload, liveness: LivenessPolicy): LoginCapture {
  return { said: saidOf(upload, liveness), turn: turnOf(upload, liveness) };
}

function saidOf(
  { frames, frameTimes, recording, mouth }: Omit<LoginUpload, 'attemptId'>,
  { mode }: LivenessPolicy,
): SaidCapture {
  if (frames.length !== BURST_FRAMES || !areBurstTimes(frameTimes))
    throw new SesameError('invalid_request', { detail: 'not a burst of frames as it is asked for' });
  return {
    frames: frames.map((frame) => parseDataUrl(frame, MAX_FRAME_BYTES)),
    recording: parseDataUrl(recording, MAX_RECORDING_BYTES),
    ...(mode !== 'off' && { mouth: filmOf(mouth?.crops, mouth?.times, MAX_MOUTH_CROP_BYTES) }),
  };
}

function turnOf({ turn }: Pick<LoginUpload, 'turn'>, { mode }: LivenessPolicy): Film {
  return mode === 'off' ? NO_FILM : filmOf(turn?.frames, turn?.times, MAX_TURN_FRAME_BYTES);
}

/** Pictures with their times; none where none were sent. */
function filmOf(frames: readonly string[] = [], times: readonly number[] = [], maxBytes: number): Film {
  if (frames.length !== times.length) throw new SesameError('invalid_request', { detail: 'pictures without times' });
  return { pictures: frames.map((frame) => parseDataUrl(frame, maxBytes)), times };
}

/**
 * Looks at what one step of a log-in left, while the person does the next: once for each attempt, and where nobody waits longer for it.
 * Throws `busy`, and what captures throw that are none; the log-in that hands them in again tells it.
 */
export async function lookAhead({ attemptId, said, turn }: LoginPart, deps: AuthDeps): Promise<void> {
  await deps.admission.run(async () => {
    const attempt = await findOpenAttempt(deps.storage, attemptId, 'login', deps.now());
    if (!attempt || !deps.ahead.claim(attemptId)) return;
    const earlier = await deps.earlierVoices();
    const looking = said
      ? saidLook(saidOf(said, deps.liveness), earlier, deps)
      : turnLook(turnOf({ turn }, deps.liveness), deps);
    const seen = looking.look();
    deps.ahead.keep(attemptId, looking.digest, seen);
    await seen;
  });
}

/** Looks at a whole capture; at what was looked at ahead not again. */
export async function lookAt(
  { said, turn }: LoginCapture,
  attemptId: string,
  earlier: readonly EarlierVoice[],
  deps: AuthDeps,
): Promise<LoginObservation> {
  const seen = <Seen>({ digest, look }: Look<Seen>): Promise<Seen> =>
    deps.ahead.seen<Seen>(attemptId, digest) ?? look();
  const [heard, turned] = await settled([seen(saidLook(said, earlier, deps)), seen(turnLook(turn, deps))]);
  return { ...heard, ...turned };
}

/** What is looked at, by its bytes. */
interface Look<Seen> {
  digest: string;
  look(): Promise<Seen>;
}

function saidLook(said: SaidCapture, earlier: readonly EarlierVoice[], deps: AuthDeps): Look<SaidObservation> {
  const { pictures, times } = said.mouth ?? NO_FILM;
  const models = earlier.map(({ model }) => model);
  const names = models.map(({ id }) => id);
  return {
    digest: digestOf(['said', ...names, ...said.frames, said.recording, ...pictures, ...times]),
    look: () => deps.observe.said(said, deps, models),
  };
}

function turnLook(film: Film, deps: AuthDeps): Look<TurnObservation> {
  return {
    digest: digestOf(['turn', ...film.pictures, ...film.times]),
    look: () => deps.observe.turn(film, deps),
  };
}
