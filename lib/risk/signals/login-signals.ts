import { speaksAgainst } from '@/lib/decision/ensemble';
import type { Signal } from '@/lib/decision/signal';
import weights from '@/lib/liveness/passive/weights.json';
import { runsBackwards } from '@/lib/liveness/replay/speech-direction';
import type { ComparedLogin } from '@/lib/risk/compare-login';
import type { LoginHistory } from '@/lib/risk/login-history';
import type { Replays } from '@/lib/risk/replays';
import type { Sighting } from '@/lib/storage/fingerprints';
import { areManyCaptures, isNewBrowser, isUnusualHour } from './circumstances';
import { areReplayedFrames, isReplayedVoice } from './replay';
import { areNearMisses, isDisagreement, isSpread, isUnlikeHistory } from './scores';

/** When, from where, and with what a log-in came, and what of it was handed in before. */
export interface LoginCircumstances {
  now: Date;
  browser: string;
  /** Of each frame, bit for bit. */
  frames: readonly Sighting[];
  recording: Sighting;
  replays: Replays;
}

/** What is unusual about a log-in, by name. */
export function signalsOf(
  { face, voice, voiceModelGone, voiceScores, ...compared }: ComparedLogin,
  { usual, recentlyRefused, refusals }: LoginHistory,
  { now, browser, frames, recording, replays }: LoginCircumstances,
): Signal[] {
  const isVoiceSpread = isSpread(voiceScores.byModel, 'voices') || speaksAgainst(voiceScores.mixtures, voice.weight);
  const found: [Signal, boolean][] = [
    ['unlike_history', isUnlikeHistory(face.similarity, usual.face.all)],
    ['ensemble_spread', isVoiceSpread || isSpread(compared.frameSimilarities, 'frames')],
    ['unusual_hour', isUnusualHour(now, usual.timesOfDay)],
    ['new_browser', isNewBrowser(browser, usual.browsers)],
    ['near_misses', areNearMisses(recentlyRefused, now)],
    ['many_captures', areManyCaptures(refusals)],
    ['replayed_sound', replays.sound || recording.here || recording.elsewhere],
    ['replayed_picture', replays.picture || areReplayedFrames(frames.map(({ here, elsewhere }) => here || elsewhere))],
    ['repeated_frames', compared.repeatedFrames],
    ['capture_at_other_names', recording.elsewhere || areReplayedFrames(frames.map(({ elsewhere }) => elsewhere))],
    ['presentation_attack_suspected', compared.presentationAttack >= weights.threshold],
    ['speech_backwards', runsBackwards(compared.speechDirection)],
  ];
  if (!voiceModelGone)
    found.push(
      ['unlike_history', isUnlikeHistory(voice.similarity, usual.voice.all)],
      ['face_voice_disagree', isDisagreement(face, voice)],
      ['replayed_sound', voice.embedding !== undefined && isReplayedVoice(voice.embedding, compared.knownVoices)],
    );
  return [...new Set(found.flatMap(([signal, isThere]) => (isThere ? [signal] : [])))];
}
