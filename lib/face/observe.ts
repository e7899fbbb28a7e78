import type { Embedding } from '@/lib/vector';
import { evenlySpaced, spread, weightedMean } from './burst';
import type { Frame } from './frame';
import type { DetectedFace, FaceModel } from './model';
import {
  dominantFace,
  FACE_ISSUES,
  type FaceIssue,
  type FaceQuality,
  faceIssues,
  isDark,
  measureFace,
  type Purpose,
  qualityScore,
} from './quality';

/** What one capture shows of a face. */
export interface FaceObservation {
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
  /** The best usable frame's index in the burst, with its face. */
  best: { frame: number; face: DetectedFace; quality: FaceQuality } | undefined;
}

/**
 * Frames of one burst that are looked at: on TensorFlow.js WASM one takes about 0.35 s, and a decision may take 1.5 s.
 * The first and the last are always among them.
 */
const MAX_ANALYSED = 3;

interface Usable {
  frame: number;
  face: DetectedFace;
  quality: FaceQuality;
  weight: number;
  embedding: Embedding;
}

/**
 * Finds, checks and describes the face of a burst of frames (or of one photo). At least half of the frames looked at
 * must be usable; if not, the issues say why, most frequent first. Every usable frame is described, not only the best:
 * `spread` has to see a face that was exchanged half-way.
 */
export async function observeFace(
  frames: readonly Frame[],
  model: FaceModel,
  purpose: Purpose,
): Promise<FaceObservation> {
  const usable: Usable[] = [];
  const problems: FaceIssue[] = frames.length === 0 ? ['no_face'] : [];
  const chosen = evenlySpaced(frames.length, MAX_ANALYSED);
  for (const index of chosen) {
    const frame = frames[index] as Frame;
    const face = dominantFace(await model.detect(frame));
    if (typeof face === 'string') {
      problems.push(face === 'no_face' && isDark(frame) ? 'too_dark' : face);
      continue;
    }
    const quality = measureFace(frame, face);
    const issues = faceIssues(quality, purpose);
    problems.push(...issues);
    if (issues.length > 0) continue;
    const embedding = await model.describe(frame, face);
    usable.push({ frame: index, face, quality, weight: qualityScore(face, quality), embedding });
  }

  const accepted = usable.length > 0 && usable.length * 2 >= chosen.length;
  const embeddings = usable.map((each) => each.embedding);
  const best = usable.toSorted((a, b) => b.weight - a.weight)[0];
  return {
    issues: accepted ? [] : byFrequency(problems),
    frames: frames.length,
    analysed: chosen.length,
    usable: usable.length,
    embedding: accepted
      ? weightedMean(
          embeddings,
          usable.map((each) => each.weight),
        )
      : undefined,
    spread: spread(embeddings),
    best: best && { frame: best.frame, face: best.face, quality: best.quality },
  };
}

function byFrequency(problems: readonly FaceIssue[]): FaceIssue[] {
  const count = (issue: FaceIssue): number => problems.filter((problem) => problem === issue).length;
  return FACE_ISSUES.filter((issue) => problems.includes(issue)).sort((a, b) => count(b) - count(a));
}
