import { randomInt } from 'node:crypto';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import type { FaceIssue } from '@/lib/face/quality';
import { type InjectionSign, injectionEvidence } from '@/lib/liveness/injection/injection-evidence';
import { noiseBetween } from '@/lib/liveness/injection/sensor-noise';
import { checkLips, type LipVerdict } from '@/lib/liveness/lips/check-lips';
import lipWeights from '@/lib/liveness/lips/lip-weights.json';
import type { ObservedFrame } from '@/lib/liveness/movement/observed-frame';
import { presentationEvidence } from '@/lib/liveness/passive/evidence';
import { presentationAttackScore } from '@/lib/liveness/passive/score';
import weights from '@/lib/liveness/passive/weights.json';
import { type FrameThumbnail, frameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import { areRepeatedFrames } from '@/lib/liveness/replay/repeated-frames';
import { TURN_FRAME_HEIGHT, TURN_FRAME_WIDTH } from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { filterbank } from '@/lib/voice/filterbank';
import type { VoiceModel } from '@/lib/voice/model';
import type { VoiceIssue } from '@/lib/voice/quality';
import { detectSpeech } from '@/lib/voice/speech';
import { type MouthObservation, observeMouth } from './observe-mouth';
import { observeMovement } from './observe-movement';
import type { FaceDeps } from './observe-photo';
import { observeSentence, type SentenceObservation, type VoiceDeps } from './observe-sentence';
import { settled } from './settled';

/** What a log-in hands in, as files in memory. */
export interface LoginCapture {
  said: SaidCapture;
  /** Of the turns of the head; without pictures where nobody looks. */
  turn: Film;
}

/** What is taken while somebody says digits. */
export interface SaidCapture {
  /** Pictures of the camera burst. */
  frames: readonly Uint8Array[];
  recording: Uint8Array;
  /** Of the face while it speaks; none where nobody looks. */
  mouth?: Film | undefined;
}

/** Pictures as files in memory, and when each was taken, in milliseconds. */
export interface Film {
  pictures: readonly Uint8Array[];
  times: readonly number[];
}

/** What may be wrong with it. */
export type QualityIssue = FaceIssue | VoiceIssue;

/** What it shows. */
export interface LoginObservation extends SaidObservation, TurnObservation {}

export interface SaidObservation {
  face: FaceObservation;
  voice: SentenceObservation;
  /** Whether the mouth goes with the voice. */
  lips: LipVerdict;
  /** How much the burst looks like pictures of a face, in [0, 1]. */
  presentationAttack: number;
  /** What the frames are known again by, in their order. */
  thumbnails: FrameThumbnail[];
  /** Whether they are one picture, or a few, instead of a burst. */
  repeatedFrames: boolean;
}

export interface TurnObservation {
  /** The turns of the head, picture by picture. */
  turn: ObservedFrame[];
  /** Why these do not seem to come from a camera. */
  injection: readonly InjectionSign[];
}

/**
 * Observes camera burst and recording at the same time. Throws what decoding throws.
 *
 * @param earlier voice models that people are still enrolled with: they listen to everybody, so that time tells nothing
 */
export async function observeSaid(
  { frames, recording, mouth }: SaidCapture,
  deps: FaceDeps & VoiceDeps,
  earlier: readonly VoiceModel[] = [],
): Promise<SaidObservation> {
  const looking = observeBurst(frames, deps);
  const [burst, voice, mouths] = await settled([
    looking,
    observeSentence(recording, deps, earlier),
    observeMouths(mouth ?? NO_FILM, looking, deps),
  ]);
  return { ...burst, voice, lips: lipsOf(mouths, voice) };
}

const TURN_FRAME = { maxPixels: TURN_FRAME_WIDTH * TURN_FRAME_HEIGHT };

export const NO_FILM: Film = { pictures: [], times: [] };

/** Observes the turns of the head. Throws what decoding throws. */
export async function observeTurn({ pictures, times }: Film, deps: FaceDeps): Promise<TurnObservation> {
  const frames = await Promise.all(pictures.map((picture) => decodeImage(picture, TURN_FRAME)));
  const film = frames.map((frame, i) => ({ frame, at: times[i] ?? Number.NaN }));
  const noise = frames.slice(1).flatMap((frame, i) => noiseBetween(frames[i] as Frame, frame) ?? []);
  const size = { width: TURN_FRAME_WIDTH, height: TURN_FRAME_HEIGHT };
  const { signs } = injectionEvidence({ frameTimes: times, noise, size });
  return { turn: await observeMovement(film, await deps.faceModel()), injection: signs };
}

/** The mouth while the burst is still looked at: only whose it is waits for that. */
async function observeMouths(
  { pictures, times }: Film,
  burst: Promise<{ face: FaceObservation }>,
  deps: FaceDeps,
): Promise<MouthObservation> {
  const sent = pictures.map((jpeg, i) => ({ jpeg, at: times[i] ?? Number.NaN }));
  const embedding = burst.then(
    ({ face }) => face.embedding,
    () => undefined,
  );
  return observeMouth(sent, { embedding, random: () => randomInt(2 ** 32) / 2 ** 32 }, deps);
}

function lipsOf(mouth: MouthObservation, { audio }: SentenceObservation): LipVerdict {
  if (mouth.refused === 'other_face') return 'differs';
  if (mouth.refused || mouth.crops.length === 0) return 'unclear';
  const features = filterbank(audio);
  return checkLips(mouth.crops, { features, speech: detectSpeech(audio, features) }, lipWeights).verdict;
}

async function observeBurst(
  pictures: readonly Uint8Array[],
  deps: FaceDeps,
): Promise<Omit<SaidObservation, 'voice' | 'lips'>> {
  const decoding = Promise.all(pictures.map((picture) => decodeImage(picture)));
  const [model, frames] = await Promise.all([deps.faceModel(), decoding]);
  const face = await observeFace(frames, model, 'login');
  const presented = face.seen.map((seen) => ({ frame: frames[seen.frame] as Frame, ...seen.face }));
  const presentationAttack = presentationAttackScore(await presentationEvidence(presented), weights);
  const thumbnails = frames.map(frameThumbnail);
  return { face, presentationAttack, thumbnails, repeatedFrames: areRepeatedFrames(thumbnails) };
}
