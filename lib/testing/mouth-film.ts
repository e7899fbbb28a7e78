import sharp from 'sharp';
import { faceModel } from '@/lib/face/model';
import { decodeImage } from '@/lib/media/image';
import { dataUrl } from './captures';
import { facePhoto, type Person, people } from './faces';

/** The small pictures of a face as a browser would send them while somebody speaks, and when each was taken. */
export interface MouthFilm {
  crops: string[];
  times: number[];
}

/** Of the face's longer side. */
const AROUND = 1.3;
const SIDE = 96;
/** Pixels around a photograph, so that no crop leaves it. */
const MARGIN = 300;

/** The face of the first photograph of a person, as a browser cuts it out. */
export async function faceCrop(person: Person): Promise<Buffer> {
  const photo = await facePhoto(people[person][0]);
  const [face] = await (await faceModel()).detect(await decodeImage(photo));
  if (!face) throw new Error(`no face of ${person}`);
  const { x, y, width, height } = face.box;
  const side = Math.round(AROUND * Math.max(width, height));
  const extend = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN };
  const [left, top] = [x + width / 2 - side / 2, y + height / 2 - side / 2].map((at) => Math.round(at) + MARGIN);
  return sharp(await sharp(photo).extend(extend).toBuffer())
    .extract({ left: left ?? 0, top: top ?? 0, width: side, height: side })
    .resize(SIDE, SIDE)
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Twelve a second of somebody who does not move. */
export async function mouthFilm(person: Person, milliseconds: number): Promise<MouthFilm> {
  const crop = dataUrl(await faceCrop(person), 'image/jpeg');
  const times = Array.from({ length: Math.floor((12 * milliseconds) / 1000) }, (_, i) => (1000 * i) / 12);
  return { crops: times.map(() => crop), times };
}
