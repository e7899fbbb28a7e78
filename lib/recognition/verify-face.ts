import type { AuthDeps } from '@/lib/auth/deps';
import type { Box } from '@/lib/math/box';
import { faceFileComparison } from './face-comparison';
import type { FileFailure } from './observe-file';
import { type FilePair, type PairVerification, verifyPair } from './verify-pair';

export interface FaceVerification extends PairVerification {
  /** Where the face is in each, in shares of the upright picture's width and height. */
  faces: [a: Box, b: Box];
}

/** Whether two pictures are of one person. Throws what `verifyPair` throws. */
export function verifyFace(
  files: FilePair,
  deps: Pick<AuthDeps, 'admission' | 'faceModel'>,
): Promise<FaceVerification | FileFailure> {
  return deps.admission.run(async () => {
    const result = await verifyPair(files, faceFileComparison(await deps.faceModel()));
    return result.ok ? { ...result.verification, faces: result.shown } : result;
  });
}
