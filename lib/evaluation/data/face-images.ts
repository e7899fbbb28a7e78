import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { asSesameError, type ErrorCode } from '@/lib/errors';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { subjectOf } from '@/lib/face/subject';
import type { Embedding } from '@/lib/math/vector';
import { decodeImage } from '@/lib/media/image';

export const IMAGE_EXTENSIONS = ['.jpg', '.jpeg', '.png', '.webp'];

/**
 * Copies of the networks, each on one thread: for many pictures twice as fast as one copy on two threads, which is how the
 * application answers one person soonest (310 pictures of 250 x 250 on two cores: 21.6 a second, 89 ms of processor
 * time each; one copy: 11.5 and 102 ms; 2026-11-21). A copy takes 100 MB and more.
 */
const WORKERS = Math.min(8, availableParallelism());

/** Images on their way at once: some are decoded while others are in a network. */
const AT_ONCE = 2 * WORKERS;

/** The face model for many pictures. Throws `model_invalid`. */
export function manyFacesModel(): Promise<FaceModel> {
  return faceModel({ workers: WORKERS, threads: 1 });
}

export interface EmbedImagesOptions {
  /** Whether images are refused as at log-in. */
  gate: boolean;
  /** Told after every image. */
  onProgress(done: number, all: number): void;
}

/** The embeddings of the images that gave one, by file; why the others gave none. */
export interface EmbeddedImages {
  embeddings: Map<string, Embedding>;
  failures: Map<string, string>;
}

/**
 * Describes every image once. A file that is no picture, or a broken one, fails like one without a face; throws for what is
 * not the picture's fault: a file that cannot be read, `busy`, `internal`, `model_invalid`.
 */
export async function embedImages(
  folder: string,
  files: readonly string[],
  model: FaceModel,
  { gate, onProgress }: EmbedImagesOptions,
): Promise<EmbeddedImages> {
  const result: EmbeddedImages = { embeddings: new Map(), failures: new Map() };
  let done = 0;
  await inTurn(files, async (file) => {
    const embedding = await embedImage(join(folder, file), model, gate).catch(reasonOf);
    if (typeof embedding === 'string') result.failures.set(file, embedding);
    else result.embeddings.set(file, embedding);
    onProgress(++done, files.length);
  });
  return result;
}

/** Does the same with many pictures, a few at once; the results in order. Whatever one throws ends it. */
export async function inTurn<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const waiting = items.entries();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const [i, item] of waiting) {
      if (hasFailed) return;
      results[i] = await task(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function embedImage(path: string, model: FaceModel, gate: boolean): Promise<Embedding | string> {
  const frame = await decodeImage(await readFile(path));
  if (gate) {
    const { embedding, issues } = await observeFace([frame], model, 'login');
    return embedding ?? issues[0] ?? 'no_face';
  }
  const face = subjectOf(await model.detect(frame), frame, 'centred');
  if (typeof face === 'string') return face;
  const [embedding] = await model.describe([{ frame, face }]);
  return embedding ?? 'no_face';
}

/** What `decodeImage` finds wrong with a picture. */
const PICTURE_ERRORS: readonly ErrorCode[] = [
  'empty_media',
  'unsupported_media',
  'too_many_pixels',
  'undecodable_media',
];

/** Why a picture could not be used. An error of anything else than the picture ends the evaluation. */
export function reasonOf(error: unknown): string {
  const code = asSesameError(error)?.code;
  if (code === undefined || !PICTURE_ERRORS.includes(code)) throw error;
  return code;
}
