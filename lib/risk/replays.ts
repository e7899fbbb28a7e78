import { yieldToEventLoop } from '@/lib/event-loop';
import type { FrameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import { packPeaks, unpackPeaks } from '@/lib/liveness/replay/packed-peaks';
import { packThumbnails, unpackThumbnails } from '@/lib/liveness/replay/packed-thumbnails';
import { showsEarlierFrame } from '@/lib/liveness/replay/repeated-frames';
import { isReplayedSound } from '@/lib/liveness/replay/replayed-sound';
import type { SpectralPeaks } from '@/lib/liveness/replay/spectral-peaks';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { type Print, readPrints } from '@/lib/storage/replay-prints';
import { RETENTION } from '@/lib/storage/retention';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';

/** What captures are known again by. */
export interface CapturePrints {
  sounds: readonly SpectralPeaks[];
  pictures: readonly FrameThumbnail[];
}

/** What of captures was handed in before, whatever its disguise. */
export interface Replays {
  sound: boolean;
  picture: boolean;
}

/**
 * Holds captures against those of a person's enrolment and accepted log-ins. Refused ones are not among them: what a stranger
 * hands in under a name never stands in its owner's way. Of an unknown name there are none; the time that comparing takes is within the step
 * in which answers come (`lib/auth/answer-time.ts`).
 */
export async function replaysOf(
  user: User | null,
  { sounds, pictures }: CapturePrints,
  { storage, now }: { storage: Storage; now(): Date },
): Promise<Replays> {
  const since = new Date(now().getTime() - RETENTION.prints);
  const earlier = unpackedPrints(await readPrints(storage, user?.id ?? DUMMY_USER_ID, since));
  let sound = false;
  for (const past of earlier.sounds) {
    await yieldToEventLoop();
    if (sounds.some((peaks) => isReplayedSound(peaks, [past]))) sound = true;
  }
  await yieldToEventLoop();
  return { sound, picture: showsEarlierFrame(pictures, earlier.pictures) };
}

/** What samples of an enrolment are known again by. */
export function unpackedPrints(prints: readonly Print[]): CapturePrints {
  const of = (kind: Print['kind']): Uint8Array[] =>
    prints.flatMap((print) => (print.kind === kind ? [print.bytes] : []));
  return { sounds: of('sound').map(unpackPeaks), pictures: of('picture').flatMap(unpackThumbnails) };
}

/**
 * Prints of a log-in's capture, to be kept. Of the frames every second: who has only the others needs each of them twice, and that
 * is no burst.
 */
export function packedPrints({ sounds, pictures }: CapturePrints): Print[] {
  return [
    ...sounds.map((peaks): Print => ({ kind: 'sound', bytes: packPeaks(peaks) })),
    { kind: 'picture', bytes: packThumbnails(pictures.filter((_, i) => i % 2 === 0)) },
  ];
}
