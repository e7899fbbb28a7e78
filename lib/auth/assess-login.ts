import type { AuthDeps } from '@/lib/auth/deps';
import { decide, type Verdict } from '@/lib/decision/decide';
import { speaksAgainst } from '@/lib/decision/ensemble';
import type { Signal } from '@/lib/decision/signal';
import { faceWeight, voiceWeight } from '@/lib/decision/weights';
import { templatesOf } from '@/lib/recognition/dummy-templates';
import { captureFiles, observeLogin, type QualityIssue } from '@/lib/recognition/observe-capture';
import { isOtherModel, templateSimilarity } from '@/lib/recognition/template-similarity';
import { voiceScores } from '@/lib/recognition/voice-scores';
import { loginHistoryOf, personalThresholdOf, withAdaptive } from '@/lib/risk/login-history';
import { signalsOf } from '@/lib/risk/login-signals';
import { isSpread } from '@/lib/risk/signals/scores';
import type { Attempt } from '@/lib/storage/attempts';
import { noteCapture } from '@/lib/storage/fingerprints';
import { findUserByName, type User } from '@/lib/storage/users';
import type { LoginCapture } from './login';
import type { AssessedLogin } from './record-login';

/** What came of a log-in, and what is to be kept of it. */
export interface LoginAssessment {
  verdict: Verdict<QualityIssue>;
  signals: readonly Signal[];
  enrolledModel: string;
  /** Absent for an unknown name, and where the capture was not good enough to be compared. */
  login?: AssessedLogin;
  user: User | null;
}

/**
 * Looks at a capture, then at the person who is named, and decides. An unknown name takes the same way, with a stand-in's templates and
 * an empty history.
 */
export async function assessLogin(
  attempt: Attempt,
  capture: LoginCapture,
  browser: string,
  deps: AuthDeps,
): Promise<LoginAssessment> {
  const files = captureFiles(capture);
  const sightings = await noteCapture(deps.storage, attempt.name, files, deps.now());
  const { face, voice } = await observeLogin(deps, attempt.id, files);
  const user = await findUserByName(deps.storage, attempt.name);
  const enrolled = await templatesOf(deps.storage, user);
  const usual = await loginHistoryOf(user, attempt.name, { face: face.model, voice: voice.model }, deps);
  const templates = {
    face: withAdaptive(enrolled.face, usual.adaptive.face),
    voice: withAdaptive(enrolled.voice, usual.adaptive.voice),
  };
  const opinions = await voiceScores(voice, templates.voice, deps);
  const margins = {
    face: {
      similarity: templateSimilarity(face, templates.face),
      threshold: personalThresholdOf(usual.scores.face, deps.policy.face.minSimilarity),
    },
    voice: {
      similarity: opinions.similarity,
      threshold: personalThresholdOf(usual.scores.voice, deps.policy.voice.minSimilarity),
    },
  };
  const voiceModelChanged = isOtherModel(voice, enrolled.voice);
  const now = deps.now();
  const weights = { face: face.best ? faceWeight(face.best.quality) : 0, voice: voiceWeight(voice) };
  const isVoiceSpread = isSpread(opinions.opinions) || speaksAgainst(opinions.mixtures, weights.voice);
  const shown = { face, voice, margins, isVoiceSpread, voiceModelChanged };
  const signals = signalsOf({ now, browser, sightings, templates, usual, ...shown });
  const evidence = {
    qualityIssues: [...face.issues, ...voice.issues],
    burstSpread: face.spread,
    face: { similarity: margins.face.similarity, personalThreshold: margins.face.threshold, weight: weights.face },
    voice: { similarity: margins.voice.similarity, personalThreshold: margins.voice.threshold, weight: weights.voice },
    voiceModelChanged,
    signals,
  };
  const verdict = decide(evidence, deps.policy);
  const judged = { verdict, signals, user, enrolledModel: enrolled.voice.model };
  if (!user || !face.embedding || !voice.embedding) return judged;
  const compared = {
    face: { model: face.model, embedding: face.embedding, ...margins.face },
    ...(!voiceModelChanged && { voice: { model: voice.model, embedding: voice.embedding, ...margins.voice } }),
  };
  return { ...judged, login: { user, accepted: verdict.verdict === 'accept', compared, enrolled, usual } };
}
