import type { HeardSpeech, MouthCrop } from '@/lib/liveness/lips/check-lips';
import { seededRandom } from '@/lib/math/random';
import { MEL_BINS } from '@/lib/voice/filterbank';

/** A clip whose crops and sound have been looked at. */
export interface MeasuredClip {
  name: string;
  person: string;
  crops: MouthCrop[];
  still: MouthCrop[];
  heard: HeardSpeech;
}

export const LIP_TRIALS = ['own', 'shifted', 'same person', 'other person', 'still', 'silent'] as const;
export type LipTrialKind = (typeof LIP_TRIALS)[number];

/** One comparison of crops and a sound. */
export interface LipTrial {
  kind: LipTrialKind;
  /** Whose crops they are. */
  person: string;
  crops: MouthCrop[];
  heard: HeardSpeech;
}

/** Seconds that a sound is late, or early. */
const SHIFTS = [0.6, 0.9, 1.2, 1.5, 1.8].flatMap((seconds) => [seconds, -seconds]);
/** Sounds of others that a clip is compared with. */
const OTHERS = 10;
const FRAMES_PER_SECOND = 100;

/** Every clip with its own sound, with that in other places, with sounds of others, and without. Seeded. */
export function lipTrials(clips: readonly MeasuredClip[]): LipTrial[] {
  const random = seededRandom(5);
  return clips.flatMap((clip) => {
    const { person, crops, still, heard } = clip;
    const sounds = (isWanted: (other: MeasuredClip) => boolean): MeasuredClip[] => {
      const wanted = clips.filter((other) => other !== clip && isWanted(other));
      return wanted
        .map((other) => ({ other, at: random() }))
        .sort((a, b) => a.at - b.at)
        .slice(0, OTHERS)
        .map(({ other }) => other);
    };
    const trial = (kind: LipTrialKind, sound: HeardSpeech, shown = crops): LipTrial => ({
      kind,
      person,
      crops: shown,
      heard: sound,
    });
    return [
      trial('own', heard),
      ...SHIFTS.map((seconds) => trial('shifted', turned(heard, Math.round(seconds * FRAMES_PER_SECOND)))),
      ...sounds((other) => other.person === person).map((other) => trial('same person', other.heard)),
      ...sounds((other) => other.person !== person).map((other) => trial('other person', other.heard)),
      trial('still', heard, still),
      trial('silent', silenced(heard)),
    ];
  });
}

/** Sound later by so many frames; what is past the end comes at the beginning, so that nothing is lost. */
export function turned({ features, speech }: HeardSpeech, frames: number): HeardSpeech {
  const from = (frame: number): number => (((frame - frames) % features.frames) + features.frames) % features.frames;
  const data = new Float32Array(features.data.length);
  for (let frame = 0; frame < features.frames; frame++) {
    const at = from(frame) * MEL_BINS;
    data.set(features.data.subarray(at, at + MEL_BINS), frame * MEL_BINS);
  }
  return {
    features: { data, frames: features.frames },
    speech: speech.map((_, frame) => speech[from(frame)] as number),
  };
}

/** The room alone: the quietest frame, again and again. */
function silenced({ features, speech }: HeardSpeech): HeardSpeech {
  let quietest = { frame: 0, level: Number.POSITIVE_INFINITY };
  for (let frame = 0; frame < features.frames; frame++) {
    const level = features.data
      .subarray(frame * MEL_BINS, (frame + 1) * MEL_BINS)
      .reduce((sum, value) => sum + value, 0);
    if (level < quietest.level) quietest = { frame, level };
  }
  const row = features.data.slice(quietest.frame * MEL_BINS, (quietest.frame + 1) * MEL_BINS);
  const data = new Float32Array(features.data.length);
  for (let frame = 0; frame < features.frames; frame++) data.set(row, frame * MEL_BINS);
  return { features: { data, frames: features.frames }, speech: speech.map(() => 0) };
}
