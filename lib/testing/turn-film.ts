import sharp from 'sharp';
import { type FaceModel, faceModel } from '@/lib/face/model';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { TURN_FRAME_HEIGHT, TURN_FRAME_WIDTH } from '@/lib/media/capture-limits';
import { decodeImage } from '@/lib/media/image';
import { dataUrl } from './captures';
import { facePhoto, type Person, people } from './faces';
import { asJpegs, turnAngles, turningHead } from './turning-head';

/** The pictures of a turn as a browser would send them, and when each was taken. */
export interface TurnFilm {
  frames: string[];
  times: number[];
}

/** A second. */
const RATE = 8;

let model: Promise<FaceModel> | undefined;

/** Somebody in a photograph who turns their head as asked, by `degrees` each time. */
export async function turnFilm(
  person: Person,
  sides: readonly Side[],
  { degrees = 31, seed = 1, take = 0 }: { degrees?: number; seed?: number; take?: 0 | 1 } = {},
): Promise<TurnFilm> {
  const small = await sharp(await facePhoto(people[person][take]))
    .resize(TURN_FRAME_WIDTH, TURN_FRAME_HEIGHT, { fit: 'cover' })
    .jpeg({ quality: 95 })
    .toBuffer();
  const photo = await decodeImage(small);
  model ??= faceModel();
  const [face] = await (await model).detect(photo);
  if (!face) throw new Error(`no face of ${person}`);
  const frames = turningHead(photo, face.landmarks, turnAngles(sides, RATE, { degrees }), seed);
  const jpegs = await asJpegs(frames);
  // As late as a browser's timers are.
  return {
    frames: jpegs.map((jpeg) => dataUrl(jpeg, 'image/jpeg')),
    times: jpegs.map((_, i) => (1000 * i) / RATE + 7 * Math.sin(i)),
  };
}
