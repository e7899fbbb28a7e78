import type { Audio } from '@/lib/media/audio';
import { FRAME_SHIFT } from './filterbank';
import { FRAME_SECONDS, widen } from './speech';

/** What is wrong with a recording, the most important first. */
export type VoiceIssue = 'no_speech' | 'too_short' | 'too_quiet' | 'clipped' | 'too_noisy';

/** Sums over the frames of a recording; those of its parts add up. */
export interface Loudness {
  speechFrames: number;
  speechEnergy: number;
  pauseFrames: number;
  pauseEnergy: number;
  /** Samples of speech at full scale. */
  clippedSamples: number;
}

export const NO_SOUND: Loudness = {
  speechFrames: 0,
  speechEnergy: 0,
  pauseFrames: 0,
  pauseEnergy: 0,
  clippedSamples: 0,
};

export interface Quality {
  issues: VoiceIssue[];
  speechSeconds: number;
  /** Decibels; 60 where the pauses are silent. */
  signalToNoise: number;
  /** Mean level of the speech, in dBFS. */
  level: number;
}

// Evidence for every number below: docs/decisions/008-speech-detection.md.

/** Seconds; set by the error rates of 1, 2 and 4 seconds in docs/evaluation.md. */
const LEAST_SPEECH = 2;
/** dBFS. */
const LEAST_LEVEL = -55;
/** Of full scale: a decoder's filters round the flat tops off. */
const FULL_SCALE = 0.98;
/** Share of speech samples at full scale. */
const MOST_CLIPPED = 0.02;
/** Decibels. */
const LEAST_SIGNAL_TO_NOISE = 5;
/** Decibels: beyond this the estimate measures the recorder, not the room. */
const HIGHEST_SIGNAL_TO_NOISE = 60;

/** The share of frames taken for pauses where somebody speaks all the time: between syllables. */
const LEAST_PAUSES = 0.05;

/** Measures speech and pauses of a recording whose frames are marked by `detectSpeech`. */
export function measureLoudness(audio: Audio, speech: Uint8Array): Loudness {
  const sums = { ...NO_SOUND };
  const energies = Float32Array.from(speech, (_, frame) => variance(samplesOf(audio, frame)));
  speech.forEach((is, frame) => {
    if (is === 0) return;
    sums.speechFrames++;
    sums.speechEnergy += energies[frame] as number;
    for (const sample of samplesOf(audio, frame)) if (Math.abs(sample) >= FULL_SCALE) sums.clippedSamples++;
  });
  // Digital silence is a gate or a gap, and says nothing about the room; next to speech stand its own soft ends.
  const spoken = widen(speech);
  const sounding = energies.filter((energy) => energy > 0).sort();
  const pauses = energies.filter((energy, frame) => energy > 0 && spoken[frame] === 0);
  const least = Math.ceil(sounding.length * LEAST_PAUSES);
  for (const energy of pauses.length < least ? sounding.subarray(0, least) : pauses) {
    sums.pauseFrames++;
    sums.pauseEnergy += energy;
  }
  return sums;
}

function samplesOf(audio: Audio, frame: number): Audio {
  return audio.subarray(frame * FRAME_SHIFT, (frame + 1) * FRAME_SHIFT);
}

export function addLoudness(a: Loudness, b: Loudness): Loudness {
  return {
    speechFrames: a.speechFrames + b.speechFrames,
    speechEnergy: a.speechEnergy + b.speechEnergy,
    pauseFrames: a.pauseFrames + b.pauseFrames,
    pauseEnergy: a.pauseEnergy + b.pauseEnergy,
    clippedSamples: a.clippedSamples + b.clippedSamples,
  };
}

/** The verdict on a recording. Nothing else is said about one without speech. */
export function judge(loudness: Loudness): Quality {
  const { speechFrames, clippedSamples } = loudness;
  const speechPower = loudness.speechEnergy / Math.max(1, speechFrames);
  const noisePower = loudness.pauseEnergy / Math.max(1, loudness.pauseFrames);
  const speechSeconds = speechFrames * FRAME_SECONDS;
  const level = decibels(speechPower);
  const signalToNoise = Math.min(HIGHEST_SIGNAL_TO_NOISE, decibels(speechPower - noisePower) - decibels(noisePower));
  if (speechFrames === 0) return { issues: ['no_speech'], speechSeconds, signalToNoise: 0, level };
  const issues: VoiceIssue[] = [];
  if (speechSeconds < LEAST_SPEECH) issues.push('too_short');
  if (level < LEAST_LEVEL) issues.push('too_quiet');
  if (clippedSamples / (speechFrames * FRAME_SHIFT) > MOST_CLIPPED) issues.push('clipped');
  if (signalToNoise < LEAST_SIGNAL_TO_NOISE) issues.push('too_noisy');
  return { issues, speechSeconds, signalToNoise, level };
}

function variance(samples: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return squares / samples.length - mean * mean;
}

/** Of a power; -120 for none, below the quantisation of 16 bits. */
function decibels(power: number): number {
  return power > 1e-12 ? 10 * Math.log10(power) : -120;
}
