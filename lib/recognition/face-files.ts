import type { FaceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import type { Box } from '@/lib/math/box';
import { cosineSimilarity } from '@/lib/math/vector';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import type { FileComparison } from './file-comparison';

/** Pictures, by face; of each it is told where the face is, in shares of the upright picture's width and height. */
export async function faceFiles(deps: {
  faceModel(): Promise<FaceModel>;
}): Promise<FileComparison<{ face: Box }, { faces: [a: Box, b: Box] }>> {
  const model = await deps.faceModel();
  return {
    modality: 'face',
    model: model.id,
    nothing: 'no_face',
    async observe(bytes) {
      const frame = await decodeImage(bytes);
      const { issues, embedding, best } = await observeFace([frame], model, 'comparison');
      return { issues, embedding, shown: best && { face: inShares(best.face.box, frame) } };
    },
    similarity: cosineSimilarity,
    both: (a, b) => ({ faces: [a.face, b.face] }),
  };
}

/** In ten-thousandths; the decoder may have reduced the picture. */
function inShares({ x, y, width, height }: Box, frame: Frame): Box {
  const share = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 10_000;
  return {
    x: share(x, frame.width),
    y: share(y, frame.height),
    width: share(width, frame.width),
    height: share(height, frame.height),
  };
}
