import sharp from 'sharp';
import { faceModel } from '@/lib/face/model';
import { decodeImage } from '@/lib/media/image';
import { facePhoto, type Person, people } from './faces';
import { asJpegs, turningHead } from './turning-head';
import { saidDigits } from './voices/said-digits';

/** How somebody looks at each angle of the head and says each digit, for a page to put together as it is asked. */
export interface LivePerson {
  /** JPEG data URLs by degrees to the person's left. */
  frames: Record<number, string>;
  /** Of each digit some takes: 16-bit mono PCM at 16 kHz in base64. */
  digits: string[][];
}

const ANGLES: readonly number[] = Array.from({ length: 17 }, (_, i) => 4 * (i - 8));
/** Takes of each digit that no sign-up has. */
const TAKES = [20, 21, 22];

/** A person of the demo pictures, a little away from the camera so that the head has room to turn, with a made-up voice. */
export async function livePerson(person: Person, speaker: number): Promise<LivePerson> {
  const photo = await facePhoto(people[person][0]);
  const small = await sharp(photo).resize(500, 375).toBuffer();
  const away = await sharp(await sharp(photo).blur(12).toBuffer())
    .composite([{ input: small, left: 70, top: 50 }])
    .jpeg({ quality: 95 })
    .toBuffer();
  const frame = await decodeImage(away);
  const [face] = await (await faceModel()).detect(frame);
  if (!face) throw new Error(`no face of ${person}`);
  const jpegs = await asJpegs(turningHead(frame, face.landmarks, ANGLES));
  const frames = Object.fromEntries(
    ANGLES.map((angle, i) => [angle, `data:image/jpeg;base64,${jpegs[i]?.toString('base64')}`]),
  );
  const digits = Array.from({ length: 10 }, (_, digit) =>
    TAKES.map((take) => pcm(saidDigits(speaker, [digit], { take }))),
  );
  return { frames, digits };
}

function pcm(audio: Float32Array): string {
  return Buffer.from(Int16Array.from(audio, (sample) => Math.round(32_767 * sample)).buffer).toString('base64');
}
