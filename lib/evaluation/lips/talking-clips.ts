import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { rawPicturesOf, soundOfFilm } from '@/lib/evaluation/replay/ffmpeg-filter';
import type { FaceModel } from '@/lib/face/model';
import { subjectOf } from '@/lib/face/subject';
import type { Box } from '@/lib/math/box';
import { cosineDistance, type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { Audio } from '@/lib/media/audio';
import { MOUTH_CROPS_PER_SECOND } from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';
import type { SentCrop } from '@/lib/recognition/observe-mouth';
import { type CropMaking, cropOf, shakenSquare } from './made-crops';

/** One film of somebody who talks: what a browser would send of it, and how the face looks in whole frames. */
export interface TalkingClip {
  name: string;
  person: string;
  crops: SentCrop[];
  audio: Audio;
  embedding: Embedding;
  /** The same crops of the first frame alone: a photograph before the camera. */
  still: SentCrop[];
}

/** Of the films as they are read: three a crop. */
const RATE = 3 * MOUTH_CROPS_PER_SECOND;
const WIDTH = 384;
const HEIGHT = 288;
const FRAME_BYTES = 3 * WIDTH * HEIGHT;
/** Crops between two looks of the tracker, a third of a second. */
const LOOK_EVERY = 4;
/** Frames that the embedding is made of. */
const EMBEDDED = 3;
/** Cosine distance below which faces of two films are one person's, whatever the files are called: one of the set's ten is. */
const ONE_PERSON_BELOW = 0.05;

/** Films of a folder in which a face is seen from the first crop on; who is who is told by the faces. */
export async function readTalkingClips(folder: string, model: FaceModel, making: CropMaking): Promise<TalkingClip[]> {
  const files = (await readdir(folder)).filter((name) => /\.(mpg|mp4)$/.test(name)).sort();
  const clips: TalkingClip[] = [];
  for (const [seed, file] of files.entries()) {
    const frames = framesIn(await rawPicturesOf(join(folder, file), RATE, WIDTH, HEIGHT));
    const seen = await cropsOf(frames, model, making, seed);
    if (!seen) continue;
    const audio = await soundOfFilm(join(folder, file));
    const known = clips.find(({ embedding }) => cosineDistance(embedding, seen.embedding) < ONE_PERSON_BELOW);
    clips.push({ name: file, person: known?.person ?? file, audio, ...seen });
  }
  if (clips.length === 0) throw new BadData(`${folder} has no films (.mpg, .mp4) of a face`);
  return clips;
}

function framesIn(bytes: Buffer): Frame[] {
  return Array.from({ length: Math.floor(bytes.length / FRAME_BYTES) }, (_, i) => ({
    data: bytes.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES),
    width: WIDTH,
    height: HEIGHT,
  }));
}

async function cropsOf(
  frames: readonly Frame[],
  model: FaceModel,
  making: CropMaking,
  seed: number,
): Promise<Pick<TalkingClip, 'crops' | 'embedding' | 'still'> | undefined> {
  const step = RATE / MOUTH_CROPS_PER_SECOND;
  const shaken = shakenSquare(seed);
  const crops: SentCrop[] = [];
  const still: SentCrop[] = [];
  const embeddings: Embedding[] = [];
  let square: Box | undefined;
  let near: Box | undefined;
  for (let i = 0; i * step < frames.length; i++) {
    const frame = frames[i * step] as Frame;
    if (i % LOOK_EVERY === 0) {
      const face = subjectOf(await model.detect(frame, near), frame, 'comparison');
      if (typeof face !== 'string') {
        near = face.box;
        square = shaken(face.box);
        if (embeddings.length < EMBEDDED) embeddings.push(...(await model.describe([{ frame, face }])));
      }
    }
    if (!square) return undefined;
    const at = (1_000 * (i * step + 0.5)) / RATE;
    crops.push({ at, jpeg: await cropOf(frame, square, making) });
    still.push({ at, jpeg: await cropOf(frames[0] as Frame, square, making) });
  }
  return { crops, embedding: meanEmbedding(embeddings), still };
}
