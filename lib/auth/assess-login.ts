import type { LoginUpload } from '@/lib/api/contract';
import { afterChallenge } from '@/lib/decision/after-challenge';
import type { ChallengeEvidence, LivenessPolicy, MovementIssue } from '@/lib/decision/challenge';
import { decide, decideByCode, type Verdict } from '@/lib/decision/decide';
import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import type { Signal } from '@/lib/decision/signal';
import { damageOf, SesameError } from '@/lib/errors';
import { areBurstTimes } from '@/lib/liveness/replay/burst-times';
import {
  BURST_FRAMES,
  MAX_FRAME_BYTES,
  MAX_MOUTH_CROP_BYTES,
  MAX_RECORDING_BYTES,
  MAX_TURN_FRAME_BYTES,
} from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import { standIn, templatesOf } from '@/lib/recognition/dummy-templates';
import { heardAsEnrolled } from '@/lib/recognition/earlier-voice';
import { judgeChallenge } from '@/lib/recognition/judge-challenge';
import type { Film, LoginCapture, QualityIssue } from '@/lib/recognition/observe-login';
import { type ComparedLogin, compareLogin } from '@/lib/risk/compare-login';
import { type LoginHistory, loginHistoryOf } from '@/lib/risk/login-history';
import { type CapturePrints, replaysOf } from '@/lib/risk/replays';
import { challengeSignals } from '@/lib/risk/signals/challenge-signals';
import { signalsOf } from '@/lib/risk/signals/login-signals';
import type { Attempt } from '@/lib/storage/attempts';
import { withCapture } from '@/lib/storage/capture-folders';
import { noteCapture, type Sighting } from '@/lib/storage/fingerprints';
import type { Templates } from '@/lib/storage/template-store';
import { findRecognisable, type User } from '@/lib/storage/users';
import { afterAlarm } from './alarm';
import type { AnswerTime } from './answer-time';
import type { AuthDeps } from './deps';
import { codeState, spendRenewalCode } from './renewal-code';

/** What came of a log-in, and all that it rests on. */
export interface LoginAssessment {
  /** The device or network that it came from. */
  origin: string;
  /** Null for an unknown name. */
  user: User | null;
  enrolled: Templates;
  history: LoginHistory;
  /** What the capture is known again by. */
  prints: CapturePrints;
  compared: ComparedLogin;
  signals: readonly Signal[];
  /** What became of what was asked for; undefined where nobody looks. */
  challenge: ChallengeEvidence | undefined;
  verdict: LoginVerdict;
}

/** Where a log-in comes from. */
interface LoginPlace {
  browser: string;
  /** As it was booked. */
  origin: string;
  isKnownDevice: boolean;
}

type LoginVerdict = Verdict<QualityIssue | MovementIssue>;

/**
 * Looks at a capture, then at the person who is named, and decides. An unknown name takes the same way, with a stand-in's templates and
 * an empty history; so does a person whose templates are damaged. Whose voice was enrolled with an earlier model is judged by that one;
 * where it is gone, by the face and an operator's code. Throws `invalid_request` for another burst than the one asked for, and what
 * decoding throws.
 */
export async function assessLogin(
  attempt: Attempt,
  upload: LoginUpload,
  { browser, origin, isKnownDevice }: LoginPlace,
  answer: Pick<AnswerTime, 'nameMatters'>,
  deps: AuthDeps,
): Promise<LoginAssessment> {
  const { storage } = deps;
  const capture = captureOf(upload, deps.liveness);
  const files = [...capture.frames, capture.recording];
  const sightings = await noteCapture(storage, attempt.name, files, deps.now());
  const earlier = await deps.earlierVoices();
  const models = earlier.map(({ model }) => model);
  const seen = await withCapture(storage.tmpDir, attempt.id, files, () => deps.observe.login(capture, deps, models));
  // Only now, so that the time until here tells nothing about the name.
  answer.nameMatters();
  const user = await findRecognisable(storage, attempt.name);
  const enrolled = await templatesOf(storage, user);
  const { voice, policy } = heardAsEnrolled({ voice: seen.voice, policy: deps.policy }, enrolled.voice, earlier);
  const observed = { ...seen, voice };
  const history = await loginHistoryOf(user, { name: attempt.name, origin }, observed, deps);
  const prints = { sounds: [seen.voice.peaks], pictures: seen.thumbnails };
  const replays = await replaysOf(user, prints, deps);
  const compared = await compareLogin(observed, enrolled, history, { ...deps, policy }).catch(
    async (error: unknown) => {
      console.error(damageOf(error).message);
      return compareLogin(observed, await standIn(), history, { ...deps, policy });
    },
  );
  const sighted = { frames: sightings.slice(0, -1), recording: sightings.at(-1) as Sighting };
  const { liveness } = deps;
  const voiceRatio = compared.voiceModelGone
    ? undefined
    : logLikelihoodRatio(compared.voice.similarity, policy.voice.calibration);
  const challenge =
    liveness.mode === 'off' ? undefined : await judgeChallenge(observed, attempt.steps, user, voiceRatio, deps);
  const signals = [
    ...signalsOf(compared, history, { now: deps.now(), browser, ...sighted, replays }),
    ...(challenge ? challengeSignals(challenge, liveness) : []),
  ];
  const code = await codeState(user, upload.code, deps);
  const evidence = { ...compared, signals };
  const matched = compared.voiceModelGone ? decideByCode(evidence, code, policy) : decide(evidence, policy);
  const judged = challenge ? afterChallenge(matched, challenge, liveness) : matched;
  const alarmed = await afterAlarm(judged, user, isKnownDevice, deps);
  const verdict = compared.voiceModelGone ? await usingUp(alarmed, user, upload.code, deps) : alarmed;
  return { origin, user, enrolled, history, prints, compared, signals, challenge, verdict };
}

/** The verdict, with the code used up that it rests on. */
async function usingUp(
  verdict: LoginVerdict,
  user: User | null,
  code: string | undefined,
  deps: AuthDeps,
): Promise<LoginVerdict> {
  if (verdict.verdict !== 'accept') return verdict;
  const isUsed = user !== null && code !== undefined && (await spendRenewalCode(user, code, deps));
  return isUsed ? verdict : { verdict: 'reject', reason: 'wrong_code' };
}

function captureOf(
  { frames, frameTimes, recording, turn, mouth }: LoginUpload,
  { mode }: LivenessPolicy,
): LoginCapture {
  if (frames.length !== BURST_FRAMES || !areBurstTimes(frameTimes))
    throw new SesameError('invalid_request', { detail: 'not a burst of frames as it is asked for' });
  return {
    frames: frames.map((frame) => parseDataUrl(frame, MAX_FRAME_BYTES)),
    recording: parseDataUrl(recording, MAX_RECORDING_BYTES),
    ...(mode !== 'off' && {
      turn: filmOf(turn?.frames, turn?.times, MAX_TURN_FRAME_BYTES),
      mouth: filmOf(mouth?.crops, mouth?.times, MAX_MOUTH_CROP_BYTES),
    }),
  };
}

/** Pictures with their times; none where none were sent. */
function filmOf(frames: readonly string[] = [], times: readonly number[] = [], maxBytes: number): Film {
  if (frames.length !== times.length) throw new SesameError('invalid_request', { detail: 'pictures without times' });
  return { pictures: frames.map((frame) => parseDataUrl(frame, maxBytes)), times };
}
