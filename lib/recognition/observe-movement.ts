import type { DetectedFace } from '@/lib/face/detected-face';
import { followFace } from '@/lib/face/follow';
import type { FaceModel } from '@/lib/face/model';
import { lumaPicture } from '@/lib/liveness/movement/luma-picture';
import type { ObservedFace, ObservedFrame } from '@/lib/liveness/movement/observed-frame';
import { type FaceView, reliefs } from '@/lib/liveness/movement/relief';
import { type TurnedFrames, turnedFrames } from '@/lib/liveness/movement/turned-frames';
import { frameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import type { Frame } from '@/lib/media/frame';

/** A decoded frame and when it was taken, in milliseconds. */
export interface TimedFrame {
  frame: Frame;
  at: number;
}

/**
 * What the frames of a head movement show, for `judgeMovement`: the face followed from frame to frame, described where the head rests and where
 * it is turned, and compared with a photograph of it where it is turned furthest. Throws `busy`, `internal`.
 */
export async function observeMovement(film: readonly TimedFrame[], model: FaceModel): Promise<ObservedFrame[]> {
  const faces = await followFace(
    film.map(({ frame }) => frame),
    model,
  );
  const observed = film.map(({ frame, at }, i): ObservedFrame => {
    const { width, height } = frame;
    const face = faces[i];
    const plain = { at, width, height, thumbnail: frameThumbnail(frame) };
    return face ? { ...plain, face: { box: face.box, landmarks: face.landmarks } } : plain;
  });
  const found = (i: number): Found[] => {
    const [face, own, frame] = [faces[i], observed[i]?.face, film[i]?.frame];
    return face && own && frame ? [{ face, own, frame }] : [];
  };
  const turns = turnedFrames(observed);
  for (const turn of turns) measureRelief(turn, found);
  const described = [...new Set(turns.flatMap((turn) => [turn.rest, turn.described]))].flatMap(found);
  const embeddings = await model.describe(described);
  for (const [n, { own }] of described.entries()) {
    const embedding = embeddings[n];
    if (embedding) own.embedding = embedding;
  }
  return observed;
}

/** A face that was found in a frame, and what is told of it. */
interface Found {
  face: DetectedFace;
  own: ObservedFace;
  frame: Frame;
}

function measureRelief({ side, rest, way, furthest }: TurnedFrames, found: (i: number) => Found[]): void {
  const view = ({ frame, face: { box, landmarks } }: Found): FaceView => ({
    box,
    landmarks,
    picture: lumaPicture(frame),
  });
  const [atRest] = found(rest).map(view);
  if (!atRest) return;
  const measured = reliefs(
    atRest,
    way.flatMap(found).map(view),
    furthest.map((i) => way.indexOf(i)),
    side,
  );
  for (const [n, { own }] of furthest.flatMap(found).entries()) {
    const relief = measured[n];
    if (relief !== undefined) own.relief = relief;
  }
}
