import type { Size } from '@/lib/media/frame';
import type { DetectedFace } from './detected-face';
import { isInOval } from './oval';
import { DOMINANCE, type Purpose } from './quality-limits';

/**
 * Whom a frame is of, of all faces in it, or why nobody: the one answer for everybody who asks.
 *
 * - `login` and `enrolment`: the largest of the faces in the oval; where none is in it, the largest of all.
 * - `comparison`, pictures of services: the largest of all.
 * - `centred`, data sets whose pictures are centred on whom they are named after: the face nearest the middle, in its own widths.
 *
 * Another face at least half as wide as the subject makes it `many_faces`, wherever it is; a data set's picture has a subject all the
 * same. So whoever stands before the oval larger than the person in it is never taken for them.
 */
export function subjectOf<Face extends Pick<DetectedFace, 'box'>>(
  faces: readonly Face[],
  frame: Size,
  purpose: Purpose | 'centred',
): Face | 'no_face' | 'many_faces' {
  if (purpose === 'centred') return nearestMiddle(faces, frame) ?? 'no_face';
  const byWidth = faces.toSorted((a, b) => b.box.width - a.box.width);
  const inOval = purpose === 'comparison' ? undefined : byWidth.find(({ box }) => isInOval(box, frame));
  const subject = inOval ?? byWidth[0];
  if (!subject) return 'no_face';
  const others = byWidth.filter((face) => face !== subject);
  return others.some(({ box }) => subject.box.width < DOMINANCE * box.width) ? 'many_faces' : subject;
}

function nearestMiddle<Face extends Pick<DetectedFace, 'box'>>(
  faces: readonly Face[],
  { width, height }: Size,
): Face | undefined {
  const away = ({ box }: Face): number =>
    Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2) / box.width;
  return faces.toSorted((a, b) => away(a) - away(b))[0];
}
