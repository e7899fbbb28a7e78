import { describe, expect, it } from 'vitest';
import type { Box } from '@/lib/math/box';
import type { Frame } from '@/lib/media/frame';
import type { DetectedFace } from './detected-face';
import { followFace } from './follow';

const face = (x: number): DetectedFace => ({
  box: { x, y: 60, width: 100, height: 120 },
  score: 0.9,
  landmarks: new Float32Array(136),
});
const film = (count: number): Frame[] =>
  Array.from({ length: count }, () => ({ data: new Uint8Array(0), width: 320, height: 240 }));

/** Answers with these faces frame by frame and notes where it was asked to look. */
function detector(answers: readonly DetectedFace[][]): {
  detect(frame: Frame, near?: Box): Promise<DetectedFace[]>;
  looks: (Box | undefined)[];
} {
  const looks: (Box | undefined)[] = [];
  return {
    looks,
    detect: async (_, near) => {
      looks.push(near);
      return answers[looks.length - 1] ?? [];
    },
  };
}

describe('a face that is followed', () => {
  it('is looked for where it was', async () => {
    const model = detector([[face(100)], [face(110)], [face(120)]]);
    const found = await followFace(film(3), model);
    expect(found.map((each) => each?.box.x)).toEqual([100, 110, 120]);
    expect(model.looks.map((near) => near?.x)).toEqual([undefined, 100, 110]);
  });

  it('is looked for everywhere after it was lost', async () => {
    const model = detector([[face(100)], [], [face(120)]]);
    const found = await followFace(film(3), model);
    expect(found.map((each) => each?.box.x)).toEqual([100, undefined, 120]);
    expect(model.looks.at(-1)).toBeUndefined();
  });

  it('is nobody where two stand side by side', async () => {
    const model = detector([[face(20), face(190)], [face(20)]]);
    expect((await followFace(film(2), model)).map((each) => each?.box.x)).toEqual([undefined, 20]);
  });

  it('is nobody in no frames', async () => {
    expect(await followFace([], detector([]))).toEqual([]);
  });
});
