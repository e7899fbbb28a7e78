import type { ChallengeStep } from '@/lib/liveness/challenge/challenge';
import type { PhotoPose } from '@/lib/media/capture-limits';
import type { Film } from './film';
import { dataUrlOf } from './recorder';

/** One thing that a person does before camera and microphone. */
export type Step = ChallengeStep | { kind: 'photo'; pose: PhotoPose };

/** What the steps of one sample left, as the browser packed it: turning the sound into a data URL takes a moment of its own. */
export interface RawSample {
  photo: string | null;
  /** The face while the digits were said: as many frames as a burst has, or none without a camera; times from the recording's start. */
  burst: Film;
  /** Small pictures of a head that turns, from rest to rest. */
  turn: Film;
  /** Smaller ones of the face while the digits were said; none where no tracker runs. */
  mouth: Film;
  sound: Blob | null;
}

/** The same as the server takes it; the recording is empty where there was none. */
export interface Sample extends Omit<RawSample, 'sound'> {
  recording: string;
}

export async function packSample({ sound, ...pictures }: RawSample): Promise<Sample> {
  return { ...pictures, recording: sound ? await dataUrlOf(sound) : '' };
}

/** The same of what one step left. */
export async function packPart({ sound, ...pictures }: Partial<RawSample>): Promise<Partial<Sample>> {
  return { ...pictures, ...(sound && { recording: await dataUrlOf(sound) }) };
}

/** The pose in which a sample begins. */
export function poseOf([first]: readonly Step[]): PhotoPose {
  return first?.kind === 'photo' ? first.pose : 'straight';
}
