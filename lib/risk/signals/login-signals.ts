import { speaksAgainst } from '@/lib/decision/ensemble';
import type { Signal } from '@/lib/decision/signal';
import weights from '@/lib/liveness/passive/weights.json';
import { runsBackwards } from '@/lib/liveness/replay/speech-direction';
import type { ComparedLogin } from '@/lib/risk/compare-login';
import type { LoginHistory } from '@/lib/risk/login-history';
import type { Sighting } from '@/lib/storage/fingerprints';
import { areManyCaptures, isNewBrowser, isUnusualHour } from './circumstances';
import { areReplayedBytes, isReplayedVoice } from './replay';
import { areNearMisses, isDisagreement, isSpread, isUnlikeHistory } from './scores';

/** When, from where, and with what a log-in came. */
export interface LoginCircumstances {
  now: Date;
  browser: string;
  /** Of the frames, then of the recording. */
  sightings: readonly Sighting[];
}

/** What is unusual about a log-in, by name. */
export function signalsOf(
  { face, voice, voiceModelGone, voiceScores, ...compared }: ComparedLogin,
  { scores, recentlyRefused, entries, refusals }: LoginHistory,
  { now, browser, sightings }: LoginCircumstances,
): Signal[] {
  const hours = entries.map(({ at }) => at);
  const browsers = entries.flatMap((entry) => entry.browser ?? []);
  const isVoiceSpread = isSpread(voiceScores.byModel) || speaksAgainst(voiceScores.mixtures, voice.weight);
  const found: [Signal, boolean][] = [
    ['unlike_history', isUnlikeHistory(face.similarity, scores.face)],
    ['ensemble_spread', isVoiceSpread || isSpread(compared.frameSimilarities)],
    ['unusual_hour', isUnusualHour(now, hours)],
    ['new_browser', isNewBrowser(browser, browsers)],
    ['near_misses', areNearMisses(recentlyRefused, now)],
    ['many_captures', areManyCaptures(refusals)],
    ['replayed_bytes', areReplayedBytes(sightings.map(({ here, elsewhere }) => here || elsewhere))],
    ['capture_at_other_names', areReplayedBytes(sightings.map(({ elsewhere }) => elsewhere))],
    ['presentation_attack_suspected', compared.presentationAttack >= weights.threshold],
    ['speech_backwards', runsBackwards(compared.speechDirection)],
  ];
  if (!voiceModelGone)
    found.push(
      ['unlike_history', isUnlikeHistory(voice.similarity, scores.voice)],
      ['face_voice_disagree', isDisagreement(face, voice)],
      ['replayed_voice', voice.embedding !== undefined && isReplayedVoice(voice.embedding, compared.knownVoices)],
    );
  return [...new Set(found.flatMap(([signal, isThere]) => (isThere ? [signal] : [])))];
}
