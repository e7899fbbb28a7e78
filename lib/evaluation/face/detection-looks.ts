import type { DetectedFace } from '@/lib/face/detected-face';
import { distance, eyeCornerDistance, point } from '@/lib/face/landmarks';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { subjectOf } from '@/lib/face/subject';
import { intersectionOverUnion } from '@/lib/math/box';
import { mean } from '@/lib/math/statistics';
import { cosineDistance } from '@/lib/math/vector';
import type { Frame } from '@/lib/media/frame';

/** What one way of looking shows of a picture, and the processor time that it takes, in milliseconds. */
export interface Look {
  faces: DetectedFace[];
  milliseconds: number;
}

/** How a face that was found differs from the one found at the side that face-api looks at. */
export interface Shift {
  /** Mean distance of the 68 landmarks, in distances of the outer eye corners. */
  landmarks: number;
  /** Cosine distance of the embeddings. */
  embedding: number;
}

/** Boxes that share so much of their union show one face. */
const SAME_FACE = 0.3;

/** The model that looks once, at this side; as the application looks when absent. On one thread, so that processor time adds up. */
export function lookingModel(side?: number): Promise<FaceModel> {
  return faceModel({ workers: 1, threads: 1, ...(side !== undefined && { sides: [side] }) });
}

/** Looks, and takes the time. Nothing else may run meanwhile. */
export async function look(model: FaceModel, frame: Frame): Promise<Look> {
  const start = process.cpuUsage();
  const faces = await model.detect(frame);
  const { user, system } = process.cpuUsage(start);
  return { faces, milliseconds: (user + system) / 1000 };
}

/** The first look, and the second as well where the first shows nobody. */
export function firstThen(first: Look, second: Look): Look {
  if (first.faces.length > 0) return first;
  return { faces: second.faces, milliseconds: first.milliseconds + second.milliseconds };
}

/** Whom a look shows whom the reference shows too. */
export function sameSubject(reference: Look, other: Look, frame: Frame): [DetectedFace, DetectedFace] | undefined {
  const subject = subjectOf(reference.faces, frame, 'centred');
  if (typeof subject === 'string') return undefined;
  const overlap = (face: DetectedFace): number => intersectionOverUnion(face.box, subject.box);
  const [again] = other.faces.toSorted((a, b) => overlap(b) - overlap(a));
  return again && overlap(again) > SAME_FACE ? [subject, again] : undefined;
}

/** How far one finding of a face lies from another. Throws what `describe` throws. */
export async function shiftOf([a, b]: [DetectedFace, DetectedFace], frame: Frame, model: FaceModel): Promise<Shift> {
  const [first, second] = await model.describe([a, b].map((face) => ({ frame, face })));
  if (!first || !second) throw new RangeError('a face without an embedding');
  const apart = Array.from({ length: 68 }, (_, i) => distance(point(a.landmarks, i), point(b.landmarks, i)));
  return { landmarks: mean(apart) / eyeCornerDistance(a.landmarks), embedding: cosineDistance(first, second) };
}
