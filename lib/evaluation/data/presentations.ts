import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { evenlySpaced } from '@/lib/face/burst';
import type { FaceModel } from '@/lib/face/model';
import { subjectOf } from '@/lib/face/subject';
import { type PresentationEvidence, presentationEvidence } from '@/lib/liveness/passive/evidence';
import type { PresentedFace } from '@/lib/liveness/passive/presented';
import { decodeImage } from '@/lib/media/image';
import { IMAGE_EXTENSIONS, reasonOf } from './face-images';

/** One presentation, live or not, and what its frames show. */
export interface Presentation {
  name: string;
  /** The folder right under the spoof folder; `LIVE` for live ones. */
  type: string;
  evidence: PresentationEvidence;
}

/** The type of presentations that are no attacks. */
export const LIVE = 'live';

export function isAttack({ type }: Presentation): boolean {
  return type !== LIVE;
}

/** Frames of a presentation that are looked at, as at log-in. */
const MOST_FRAMES = 8;

/** Presentations below a folder, and how many files or folders showed no face. */
export interface Presentations {
  found: Presentation[];
  failures: number;
}

/**
 * Reads presentations: a folder that holds images is one presentation made of its frames, in the order of their names, except that images
 * right below `folder` (or, with `typed`, right below a type) are presentations of one frame each. Throws a TypeError, with `typed`, for
 * images that are of no type and for a type that is called as live ones are.
 */
export async function readPresentations(folder: string, typed: boolean, model: FaceModel): Promise<Presentations> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const groups = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.isDirectory() || !IMAGE_EXTENSIONS.includes(extname(entry.name).toLowerCase())) continue;
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path);
    const depth = file.split('/').length - (typed ? 2 : 1);
    if (depth < 0) throw new TypeError(`${path} lies in no folder of an attack type`);
    if (typed && file.startsWith(`${LIVE}/`)) throw new TypeError(`no attack type can be called ${LIVE}`);
    const name = depth > 0 ? dirname(file) : file;
    groups.set(name, [...(groups.get(name) ?? []), path]);
  }
  const result: Presentations = { found: [], failures: 0 };
  for (const [name, paths] of [...groups].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))) {
    const faces = await facesIn(paths, model);
    const type = typed ? (name.split('/')[0] as string) : LIVE;
    if (faces.length === 0) result.failures++;
    else result.found.push({ name, type, evidence: await presentationEvidence(faces) });
  }
  return result;
}

/** The faces of the frames, each looked for near the one before, as at log-in. */
async function facesIn(paths: readonly string[], model: FaceModel): Promise<PresentedFace[]> {
  const ordered = paths.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const faces: PresentedFace[] = [];
  for (const index of evenlySpaced(ordered.length, MOST_FRAMES)) {
    try {
      const frame = await decodeImage(await readFile(ordered[index] as string));
      const face = subjectOf(await model.detect(frame, faces.at(-1)?.box), frame, 'login');
      if (typeof face !== 'string') faces.push({ frame, box: face.box, landmarks: face.landmarks });
    } catch (error) {
      reasonOf(error);
    }
  }
  return faces;
}
