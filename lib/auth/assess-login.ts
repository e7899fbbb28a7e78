import type { LoginUpload } from '@/lib/api/contract';
import { afterChallenge } from '@/lib/decision/after-challenge';
import type { ChallengeEvidence, MovementIssue } from '@/lib/decision/challenge';
import { decide, decideByCode, type Verdict } from '@/lib/decision/decide';
import type { Signal } from '@/lib/decision/signal';
import { damageOf } from '@/lib/errors';
import { standIn, templatesOf } from '@/lib/recognition/dummy-templates';
import { heardAsEnrolled } from '@/lib/recognition/earlier-voice';
import { judgeChallenge } from '@/lib/recognition/judge-challenge';
import type { QualityIssue } from '@/lib/recognition/observe-login';
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
import { captureOf, lookAt } from './login-capture';
import { afterOnceMore } from './once-more';
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
  const files = [...capture.said.frames, capture.said.recording];
  const sightings = await noteCapture(storage, attempt.name, files, deps.now());
  const earlier = await deps.earlierVoices();
  const seen = await withCapture(storage.tmpDir, attempt.id, files, () => lookAt(capture, attempt.id, earlier, deps));
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
  const challenge =
    liveness.mode === 'off'
      ? undefined
      : await judgeChallenge(observed, attempt.steps, user, compared.voiceModelGone, deps);
  const signals = [
    ...signalsOf(compared, history, { now: deps.now(), browser, ...sighted, replays }),
    ...(challenge ? challengeSignals(challenge, liveness) : []),
  ];
  const code = await codeState(user, upload.code, deps);
  // Where other digits refuse nobody, how they are said lets nobody in.
  const digits = liveness.mode === 'required' ? challenge?.digitsRatio : undefined;
  const evidence = { ...compared, digits, signals };
  const matched = compared.voiceModelGone ? decideByCode(evidence, code, policy) : decide(evidence, policy);
  const judged = challenge ? afterChallenge(matched, challenge, liveness) : matched;
  const alarmed = await afterAlarm(await afterOnceMore(judged, user, deps), user, isKnownDevice, deps);
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
