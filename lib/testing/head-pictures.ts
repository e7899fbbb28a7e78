import { faceModel } from '@/lib/face/model';
import { decodeImage } from '@/lib/media/image';
import { dataUrl } from './captures';
import { asJpegs, turningHead } from './turning-head';

/** Degrees between two pictures. */
const STEP = 6;
const MOST = 39;

/** Somebody in a photograph from one side to the other, as data URLs, by degrees to their left. */
export async function headPictures(photograph: Buffer): Promise<[degrees: number, url: string][]> {
  const photo = await decodeImage(photograph);
  const [face] = await (await faceModel()).detect(photo);
  if (!face) throw new Error('no face to turn');
  const angles = Array.from({ length: (2 * MOST) / STEP + 1 }, (_, i) => i * STEP - MOST);
  const jpegs = await asJpegs(turningHead(photo, face.landmarks, angles));
  return jpegs.map((jpeg, i) => [angles[i] as number, dataUrl(jpeg, 'image/jpeg')]);
}
