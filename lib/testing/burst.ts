import { burstTimes } from '@/lib/liveness/replay/burst-times';
import { seededRandom } from '@/lib/math/random';
import { BURST_FRAMES, RECORDING_SECONDS } from '@/lib/media/capture-limits';
import { dataUrl } from './captures';
import { facePhoto, type Person, people } from './faces';
import { movingPicture } from './moving-picture';

/** The pictures of a log-in as a browser would send them, and when each was taken. */
export interface Burst {
  frames: string[];
  frameTimes: number[];
}

export const FRAME_TIMES: readonly number[] = burstTimes(BURST_FRAMES, 1000 * RECORDING_SECONDS);

/** One frame as often as is asked for: what nobody before a camera sends. */
export function frozenBurst(frame: string): Burst {
  return { frames: Array<string>(BURST_FRAMES).fill(frame), frameTimes: [...FRAME_TIMES] };
}

/** Somebody in a photograph who moves a little; with another seed in another way. */
export async function burstOf(photograph: Buffer, seed = 1): Promise<Burst> {
  const seconds = FRAME_TIMES.map((time) => time / 1000);
  const frames = await movingPicture(photograph, seconds, seededRandom(seed));
  return { frames: frames.map((frame) => dataUrl(frame, 'image/jpeg')), frameTimes: [...FRAME_TIMES] };
}

const made = new Map<string, Promise<Burst>>();

/** The same of one of the two pictures of a person; made once. */
export function burst(person: Person, take: 0 | 1, seed = 1): Promise<Burst> {
  const key = `${person} ${take} ${seed}`;
  const known = made.get(key) ?? facePhoto(people[person][take]).then((photograph) => burstOf(photograph, seed));
  made.set(key, known);
  return known;
}
