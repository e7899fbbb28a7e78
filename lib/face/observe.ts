import { yieldToEventLoop } from '@/lib/event-loop';
import type { Embedding } from '@/lib/math/vector';
import { BURST_FRAMES } from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';
import { evenlySpaced, spread, weightedMean } from './burst';
import type { DetectedFace } from './detected-face';
import type { FaceModel, Look } from './model';
import {
  FACE_ISSUES,
  type FaceIssue,
  type FaceQuality,
  faceIssues,
  isDark,
  measureFace,
  qualityScore,
} from './quality';
import type { Purpose } from './quality-limits';
import { subjectOf } from './subject';

/** What one capture shows of a face. */
export interface FaceObservation {
  /** The model that made the embeddings. */
  model: string;
  /** What the person should change; empty when the capture can be used. */
  issues: FaceIssue[];
  /** How many frames there were, how many were looked at, and how many of those show one usable face. */
  frames: number;
  analysed: number;
  usable: number;
  /** Quality-weighted mean of the usable frames; there only when `issues` is empty. */
  embedding: Embedding | undefined;
  /** Largest cosine distance between two usable frames: one person stays small, an exchange of people does not. */
  spread: number;
  /** The usable frames in their order, each with its face and what it is like. */
  seen: { frame: number; face: DetectedFace; embedding: Embedding }[];
  /** The best usable frame's index in the burst, with its face. */
  best: { frame: number; face: DetectedFace; quality: FaceQuality } | undefined;
}

/**
 * Frames that are looked at as a whole, not only around the face: the first and the last. Everybody is looked for in the first alone: whoever sits
 * beside the person does so in all of them, and the finer looks cost as much as all other frames together.
 */
const KEY_FRAMES = 2;

/** How many of the best frames the embedding is made of: some, to average out noise, and not the worse ones. */
const BEST_FRAMES = 3;

interface Usable {
  index: number;
  face: DetectedFace;
  quality: FaceQuality;
  weight: number;
}

/**
 * Finds, checks and describes the face of a burst of frames (or of one photo). At least half of the frames looked at
 * must be usable, and none may show two people alike in size; if not, the issues say why, most frequent first. Every usable frame is described, not only the best:
 * `spread` has to see a face that was exchanged half-way. The best ones alone are described with their mirror images.
 */
export async function observeFace(
  frames: readonly Frame[],
  model: FaceModel,
  purpose: Purpose,
): Promise<FaceObservation> {
  const chosen = evenlySpaced(frames.length, BURST_FRAMES);
  const subjects = subjectsInBurst(
    chosen.map((index) => frames[index] as Frame),
    model,
    purpose,
  );
  // One frame is measured while the networks look at another.
  const looked = await Promise.all(
    subjects.map(async (subject, position) => {
      const index = chosen[position] as number;
      return lookAt(index, frames[index] as Frame, await subject, purpose);
    }),
  );
  const usable = looked.filter((each) => 'face' in each);
  const problems = looked.flatMap((each) => ('face' in each ? [] : each));
  if (frames.length === 0) problems.push('no_face');

  const areFew = !problems.includes('many_faces');
  const accepted = areFew && usable.length > 0 && usable.length * 2 >= chosen.length;
  const ranked = usable.toSorted((a, b) => b.weight - a.weight);
  const pictured = ranked.map(({ index, face }) => ({ frame: frames[index] as Frame, face }));
  const described = [
    model.describe(pictured.slice(0, BEST_FRAMES)),
    model.describe(pictured.slice(BEST_FRAMES), 'plain'),
  ];
  const embeddings = (await Promise.all(described)).flat();
  const [best] = ranked;
  return {
    model: model.id,
    issues: accepted ? [] : byFrequency(problems),
    frames: frames.length,
    analysed: chosen.length,
    usable: usable.length,
    embedding: accepted
      ? weightedMean(
          embeddings.slice(0, BEST_FRAMES),
          ranked.map((each) => each.weight),
        )
      : undefined,
    spread: spread(embeddings),
    seen: ranked
      .map(({ index, face }, rank) => ({ frame: index, face, embedding: embeddings[rank] as Embedding }))
      .sort((a, b) => a.frame - b.frame),
    best: best && { frame: best.index, face: best.face, quality: best.quality },
  };
}

/** What `subjectOf` says of a frame. */
type Subject = ReturnType<typeof subjectOf<DetectedFace>>;

/**
 * Whom each frame is of: key frames are looked at as a whole, the others near the subject of the nearest key frame. Where that shows several
 * people the others are not looked at: their surroundings would hide the second.
 */
function subjectsInBurst(frames: readonly Frame[], model: FaceModel, purpose: Purpose): Promise<Subject>[] {
  const subjectIn = async (frame: Frame, look?: Look): Promise<Subject> =>
    subjectOf(await model.detect(frame, look), frame, purpose);
  const keys = evenlySpaced(frames.length, KEY_FRAMES);
  const inKeys = keys.map((index, at) => subjectIn(frames[index] as Frame, at > 0 ? 'somebody' : undefined));
  return frames.map(async (frame, index) => {
    const distances = keys.map((key) => Math.abs(key - index));
    const nearest = distances.indexOf(Math.min(...distances));
    const subject = (await inKeys[nearest]) ?? 'no_face';
    if (distances[nearest] === 0 || subject === 'many_faces') return subject;
    return subjectIn(frame, subject === 'no_face' ? undefined : subject.box);
  });
}

/** What is wrong with a frame, or its face, measured. */
async function lookAt(index: number, frame: Frame, face: Subject, purpose: Purpose): Promise<Usable | FaceIssue[]> {
  if (typeof face === 'string') return [face === 'no_face' && isDark(frame) ? 'too_dark' : face];
  await yieldToEventLoop();
  const quality = measureFace(frame, face);
  const issues = faceIssues(quality, purpose);
  if (issues.length > 0) return issues;
  return { index, face, quality, weight: qualityScore(face, quality) };
}

function byFrequency(problems: readonly FaceIssue[]): FaceIssue[] {
  const count = (issue: FaceIssue): number => problems.filter((problem) => problem === issue).length;
  return FACE_ISSUES.filter((issue) => problems.includes(issue)).sort((a, b) => count(b) - count(a));
}
