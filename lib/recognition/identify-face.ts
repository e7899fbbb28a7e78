import type { AuthDeps } from '@/lib/auth/deps';
import type { Box } from '@/lib/math/box';
import { faceFileComparison } from './face-comparison';
import { type Identification, identify } from './identify';
import type { FileFailure } from './observe-file';

export interface FaceIdentification extends Identification {
  /** Where the face is, in shares of the upright picture's width and height. */
  face: Box;
}

/** Who of the enrolled people is in a picture. Throws what `identify` throws. */
export function identifyFace(face: Uint8Array, deps: AuthDeps): Promise<FaceIdentification | FileFailure> {
  return deps.admission.run(async () => {
    const result = await identify(face, faceFileComparison(await deps.faceModel()), deps);
    return result.ok ? { ...result.identification, face: result.shown } : result;
  });
}
