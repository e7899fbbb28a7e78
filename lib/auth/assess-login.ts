import type { LoginUpload } from '@/lib/api/contract';
import { decide, type Verdict } from '@/lib/decision/decide';
import type { Signal } from '@/lib/decision/signal';
import { asSesameError } from '@/lib/errors';
import { MAX_FRAME_BYTES, MAX_RECORDING_BYTES } from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import { standIn, templatesOf } from '@/lib/recognition/dummy-templates';
import { type LoginCapture, observeLogin, type QualityIssue } from '@/lib/recognition/observe-login';
import { type ComparedLogin, compareLogin } from '@/lib/risk/compare-login';
import { type LoginHistory, loginHistoryOf } from '@/lib/risk/login-history';
import { signalsOf } from '@/lib/risk/signals/login-signals';
import type { Attempt } from '@/lib/storage/attempts';
import { withCapture } from '@/lib/storage/capture-folders';
import { noteCapture } from '@/lib/storage/fingerprints';
import type { Templates } from '@/lib/storage/template-store';
import { findUserByName, type User } from '@/lib/storage/users';
import type { AnswerTime } from './answer-time';
import type { AuthDeps } from './deps';

/** What came of a log-in, and all that it rests on. */
export interface LoginAssessment {
  /** The device or network that it came from. */
  origin: string;
  /** Null for an unknown name. */
  user: User | null;
  enrolled: Templates;
  history: LoginHistory;
  compared: ComparedLogin;
  signals: readonly Signal[];
  verdict: Verdict<QualityIssue>;
}

/**
 * Looks at a capture, then at the person who is named, and decides. An unknown name takes the same way, with a stand-in's templates and
 * an empty history; so does a person whose templates are damaged. Throws what decoding throws.
 */
export async function assessLogin(
  attempt: Attempt,
  upload: LoginUpload,
  { browser, origin }: { browser: string; origin: string },
  answer: Pick<AnswerTime, 'nameMatters'>,
  deps: AuthDeps,
): Promise<LoginAssessment> {
  const { storage } = deps;
  const capture = captureOf(upload);
  const files = [...capture.frames, capture.recording];
  const sightings = await noteCapture(storage, attempt.name, files, deps.now());
  const observed = await withCapture(storage.tmpDir, attempt.id, files, () => observeLogin(capture, deps));
  // Only now, so that the time until here tells nothing about the name.
  answer.nameMatters();
  const user = await findUserByName(storage, attempt.name);
  const enrolled = await templatesOf(storage, user);
  const history = await loginHistoryOf(user, { name: attempt.name, origin }, observed, deps);
  const compared = await compareLogin(observed, enrolled, history, deps).catch((error: unknown) => {
    const damage = asSesameError(error);
    if (damage?.code !== 'storage_damaged') throw error;
    console.error(damage.message);
    return compareLogin(observed, standIn(), history, deps);
  });
  const signals = signalsOf(compared, history, { now: deps.now(), browser, sightings });
  const verdict = decide({ ...compared, signals }, deps.policy);
  return { origin, user, enrolled, history, compared, signals, verdict };
}

function captureOf({ frames, recording }: LoginUpload): LoginCapture {
  return {
    frames: frames.map((frame) => parseDataUrl(frame, MAX_FRAME_BYTES)),
    recording: parseDataUrl(recording, MAX_RECORDING_BYTES),
  };
}
