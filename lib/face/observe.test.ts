import { expect, it } from 'vitest';
import type { Frame } from '@/lib/media/frame';
import type { DetectedFace } from './detected-face';
import type { FaceModel } from './model';
import { observeFace } from './observe';

const SIDE = 200;
const ada = Float32Array.of(1, 0);
const berta = Float32Array.of(0, 1);

/** A face that looks into the camera, 100 pixels between the eye corners: nose tip, chin, eyes and mouth count. */
function face(x = 100): DetectedFace {
  const places = new Map([
    [30, [x, 118]],
    [8, [x, 191]],
    [48, [x - 33, 151]],
    [54, [x + 33, 151]],
  ]);
  const at = (i: number): number[] => places.get(i) ?? (i >= 48 ? [x, 151] : i >= 42 ? [x + 50, 80] : [x - 50, 80]);
  const points = Array.from({ length: 68 }, (_, i) => at(i));
  return { box: { x: 20, y: 20, width: 160, height: 175 }, score: 1, landmarks: Float32Array.from(points.flat()) };
}

function frame(luma: (x: number) => number = (x) => (x % 8 < 4 ? 90 : 170)): Frame {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++) data.fill(luma(i % SIDE), i * 3, i * 3 + 3);
  return { data, width: SIDE, height: SIDE };
}

/** A model that answers with what a test says each frame shows. */
function modelOf(shows: Map<Frame, { faces: DetectedFace[]; embedding?: Float32Array }>): FaceModel {
  return {
    id: 'fake',
    detect: async (frame) => shows.get(frame)?.faces ?? [],
    locate: async () => [],
    describe: async (faces) => faces.map(({ frame }) => shows.get(frame)?.embedding ?? ada),
  };
}

it('describes a burst of one person', async () => {
  const frames = [frame(), frame(), frame()];
  const model = modelOf(new Map(frames.map((each) => [each, { faces: [face()] }])));
  const observation = await observeFace(frames, model, 'login');
  expect(observation).toMatchObject({ issues: [], frames: 3, analysed: 3, usable: 3, spread: 0 });
  expect(observation.embedding).toEqual(ada);
  expect(observation.best?.quality.eyeCornerDistance).toBe(100);
});

it('shows in the spread that the last frame is somebody else', async () => {
  const frames = Array.from({ length: 8 }, () => frame());
  const model = modelOf(
    new Map(frames.map((each, i) => [each, { faces: [face()], embedding: i === 7 ? berta : ada }])),
  );
  const observation = await observeFace(frames, model, 'login');
  expect(observation.issues).toEqual([]);
  expect(observation.spread).toBe(1);
});

it('uses a burst of which one frame is lost', async () => {
  const frames = [frame(), frame(), frame()];
  const model = modelOf(new Map(frames.slice(1).map((each) => [each, { faces: [face()] }])));
  expect(await observeFace(frames, model, 'login')).toMatchObject({ issues: [], usable: 2 });
});

it('refuses a burst of which most frames are lost, and says why', async () => {
  const frames = [frame(), frame(), frame()];
  const model = modelOf(
    new Map([
      [frames[0]!, { faces: [face(), face()] }],
      [frames[1]!, { faces: [face(), face()] }],
    ]),
  );
  const observation = await observeFace(frames, model, 'login');
  expect(observation.issues).toEqual(['many_faces', 'no_face']);
  expect(observation.embedding).toBeUndefined();
  expect(observation.best).toBeUndefined();
});

it('refuses a burst whose key frames show a second person whom the others, looked at near the first, do not', async () => {
  const frames = Array.from({ length: 8 }, () => frame());
  const both = (index: number): DetectedFace[] => (index === 0 || index === 7 ? [face(), face()] : [face()]);
  const model = modelOf(new Map(frames.map((each, index) => [each, { faces: both(index) }])));
  expect(await observeFace(frames, model, 'login')).toMatchObject({ issues: ['many_faces'], usable: 0 });
});

it('looks near the subject of the key frame, not near whom the detector is surest of', async () => {
  const frames = Array.from({ length: 4 }, () => frame());
  const bystander = { ...face(), box: { x: 150, y: 20, width: 40, height: 45 } };
  const looks: (number | string | undefined)[] = [];
  const model: FaceModel = {
    ...modelOf(new Map()),
    detect: async (_, look) => {
      looks.push(typeof look === 'object' ? look.width : look);
      return [bystander, face()];
    },
  };
  await observeFace(frames, model, 'login');
  expect(looks).toEqual([undefined, 'somebody', 160, 160]);
});

it('describes the three best frames with their mirror images, and all others without', async () => {
  const frames = Array.from({ length: 8 }, () => frame());
  const scores = [0.91, 0.99, 0.92, 0.98, 0.93, 0.97, 0.94, 0.9];
  const shown = new Map(frames.map((each, i) => [each, { faces: [{ ...face(), score: scores[i]! }] }]));
  const asked: [string, number[]][] = [];
  const model: FaceModel = {
    ...modelOf(shown),
    describe: async (faces, plain) => {
      asked.push([plain ?? 'mirrored', faces.map((each) => frames.indexOf(each.frame))]);
      return faces.map(() => (plain ? berta : ada));
    },
  };
  const observation = await observeFace(frames, model, 'login');
  expect(asked).toEqual([
    ['mirrored', [1, 3, 5]],
    ['plain', [6, 4, 2, 0, 7]],
  ]);
  expect(observation.embedding).toEqual(ada);
  expect(observation.seen.map(({ embedding }) => embedding === ada)).toEqual(scores.map((score) => score > 0.95));
});

it('refuses a burst in which two faces are alike in one frame', async () => {
  const frames = Array.from({ length: 8 }, () => frame());
  const model = modelOf(new Map(frames.map((each, i) => [each, { faces: i === 5 ? [face(), face()] : [face()] }])));
  const observation = await observeFace(frames, model, 'login');
  expect(observation.issues).toEqual(['many_faces']);
  expect(observation.embedding).toBeUndefined();
});

it('calls a black frame dark instead of empty', async () => {
  expect((await observeFace([frame(() => 4)], modelOf(new Map()), 'login')).issues).toEqual(['too_dark']);
  expect((await observeFace([frame()], modelOf(new Map()), 'login')).issues).toEqual(['no_face']);
});

it('finds no face in no frames', async () => {
  expect(await observeFace([], modelOf(new Map()), 'login')).toMatchObject({ issues: ['no_face'], frames: 0 });
});
