import sharp from 'sharp';
import { faceModel } from '@/lib/face/model';
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
const RATE = 12;

const made = new Map<string, Promise<TurnFilm>>();

/** Somebody in a photograph who turns their head as asked, by so many degrees each time; made once. */
export function turnFilm(person: Person, sides: readonly Side[], degrees = 31): Promise<TurnFilm> {
  const key = `${person} ${sides.join(' ')} ${degrees}`;
  const known = made.get(key) ?? film(person, sides, degrees);
  made.set(key, known);
  return known;
}

async function film(person: Person, sides: readonly Side[], degrees: number): Promise<TurnFilm> {
  const small = await sharp(await facePhoto(people[person][0]))
    .resize(TURN_FRAME_WIDTH, TURN_FRAME_HEIGHT, { fit: 'cover' })
    .jpeg({ quality: 95 })
    .toBuffer();
  const photo = await decodeImage(small);
  const [face] = await (await faceModel()).detect(photo);
  if (!face) throw new Error(`no face of ${person}`);
  const jpegs = await asJpegs(turningHead(photo, face.landmarks, turnAngles(sides, RATE, { degrees })));
  // As late as a browser's timers are.
  return {
    frames: jpegs.map((jpeg) => dataUrl(jpeg, 'image/jpeg')),
    times: jpegs.map((_, i) => (1000 * i) / RATE + 7 * Math.sin(i)),
  };
}
