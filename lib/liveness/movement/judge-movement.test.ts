import { describe, expect, it } from 'vitest';
import { COLUMNS, type FrameThumbnail, ROWS } from '@/lib/liveness/replay/frame-thumbnail';
import { gaussian, seededRandom } from '@/lib/math/random';
import { l2Normalise } from '@/lib/math/vector';
import { type Side, sides } from './head-turn';
import { judgeMovement } from './judge-movement';
import { liveTurn } from './live-turn';
import type { ObservedFrame } from './observed-frame';
import { turnedFrames } from './turned-frames';

/** Points of a head in eye distances: right in the picture, down, and towards the camera. Eyes are flat, the nose stands before them. */
const random = seededRandom(2);
const HEAD = Array.from({ length: 68 }, (_, i): [number, number, number] => {
  if (i >= 36 && i < 48) return [(i < 42 ? -0.5 : 0.5) + 0.1 * Math.cos(i), 0.05 * Math.sin(i), 0];
  if (i >= 27 && i < 31) return [0, 0.05 + 0.2 * (i - 27), 0.15 + 0.13 * (i - 27)];
  if (i >= 31 && i < 36) return [0.12 * (i - 33), 0.75, 0.3];
  if (i >= 48) return [0.3 * Math.cos(i), 1.1 + 0.1 * Math.sin(i), 0.15];
  return [1.2 * Math.cos(i), 0.4 + Math.sin(i), -0.4];
});

/** The head turned by so many degrees to the person's left; `relief` 0 makes it a picture. */
function landmarks(degrees: number, relief = 1): Float32Array {
  const yaw = (degrees * Math.PI) / 180;
  const shake = (): number => 0.3 * gaussian(random);
  return Float32Array.from(
    HEAD.flatMap(([x, y, near]) => [
      160 + 40 * (x * Math.cos(yaw) + relief * near * Math.sin(yaw)) + shake(),
      100 + 40 * y + shake(),
    ]),
  );
}

const ADA = l2Normalise(Float32Array.of(1, 0.1, 0));
const ADA_TURNED = l2Normalise(Float32Array.of(1, 0.2, 0.1));
const BERTA = l2Normalise(Float32Array.of(0.2, 1, 0.3));
const room = Uint16Array.from({ length: COLUMNS * ROWS }, (_, i) => 256 * (100 + (i % 50)));

function film(angles: readonly number[], more: (i: number) => Partial<ObservedFrame> = () => ({})): ObservedFrame[] {
  return angles.map((angle, i) => {
    const box = { x: 100 + angle / 2, y: 60, width: 120, height: 140 };
    const embedding = Math.abs(angle) > 15 ? ADA_TURNED : ADA;
    const face = { box, landmarks: landmarks(angle), embedding, ...(Math.abs(angle) > 15 ? { relief: 0.2 } : {}) };
    return { at: 125 * i, width: 320, height: 240, thumbnail: room, face, ...more(i) };
  });
}

const LEFT = [0, 0, 0, 0, 8, 18, 28, 34, 34, 30, 20, 9, 0, 0, 0];
const RIGHT = LEFT.map((angle) => -angle);
const outcome = (frames: readonly ObservedFrame[], ...asked: Side[]): string => judgeMovement(frames, asked).outcome;
const withFace = (frame: ObservedFrame | undefined, more: Partial<ObservedFrame['face']>): ObservedFrame['face'] =>
  ({ ...frame?.face, ...more }) as ObservedFrame['face'];

describe('a head that turns', () => {
  it('is accepted to the side that was asked for, as the person means it', () => {
    expect(judgeMovement(film(LEFT), ['left'])).toMatchObject({ outcome: 'accepted' });
    expect(outcome(film(RIGHT), 'right')).toBe('accepted');
    // To the person's left is to the right side of the camera's own picture.
    expect(liveTurn(landmarks(30))?.pose).toBe('left');
    expect(liveTurn(landmarks(-30))?.pose).toBe('right');
  });

  it('is accepted to both sides in the order that was asked for', () => {
    expect(outcome(film([...LEFT, ...RIGHT]), 'left', 'right')).toBe('accepted');
    expect(outcome(film([...LEFT, ...RIGHT]), 'right', 'left')).toBe('wrong_side');
    expect(outcome(film(LEFT), 'left', 'right')).toBe('not_far_enough');
  });

  it('may be lost for a moment', () => {
    expect(
      outcome(
        film(LEFT, (i) => (i === 8 ? { face: undefined } : {})),
        'left',
      ),
    ).toBe('accepted');
  });

  it('is told in numbers for the audit', () => {
    const { numbers } = judgeMovement(film(LEFT), ['left']);
    expect(numbers).toMatchObject({ frames: 15, faces: 15, milliseconds: 1750 });
    expect(numbers.left).toBeGreaterThan(0.2);
    expect(numbers.right).toBeLessThan(0.05);
    expect(numbers.distance).toBeLessThan(0.05);
  });

  it('is measured at rest and where it is turned, and not at all where it does not turn', () => {
    const [turn, ...others] = turnedFrames(film(LEFT));
    expect(turn).toMatchObject({ side: 'left', rest: 1 });
    expect(LEFT[turn?.described ?? 0]).toBeGreaterThan(15);
    expect(turn?.furthest.map((i) => LEFT[i])).toEqual([34, 34]);
    expect(turn?.way).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(others).toEqual([]);
    expect(turnedFrames(film([...LEFT, ...RIGHT])).map(({ side }) => side)).toEqual(['left', 'right']);
    expect(turnedFrames(film(LEFT.map(() => 0)))).toEqual([]);
  });

  it('may swing to the other side a little as it comes back', () => {
    const swing = [...LEFT.slice(0, 12), -8, -14, -14, -8, 0, 0];
    expect(outcome(film(swing), 'left')).toBe('accepted');
    expect(outcome(film(swing), 'right')).toBe('wrong_side');
  });
});

describe('a head that does something else', () => {
  it.each([
    ['turns to the other side', RIGHT, 'wrong_side'],
    ['turns to both sides where one was asked for', [...LEFT, ...RIGHT], 'wrong_side'],
    ['rests', LEFT.map(() => 0), 'not_far_enough'],
    ['turns a little', LEFT.map((angle) => angle / 4), 'not_far_enough'],
    ['is turned for one frame only', LEFT.map((_, i) => (i === 7 ? 34 : 0)), 'not_far_enough'],
    ['stays turned', LEFT.map((angle, i) => (i > 7 ? 34 : angle)), 'not_back'],
    ['is turned from the start', LEFT.map(() => 34), 'unclear'],
  ])('%s', (_, angles, expected) => {
    expect(outcome(film(angles), 'left')).toBe(expected);
  });
});

describe('attacks', () => {
  it('a flat picture that is turned does not move its nose', () => {
    const flat = film(LEFT).map((frame, i) => ({
      ...frame,
      face: withFace(frame, { landmarks: landmarks(LEFT[i] ?? 0, 0) }),
    }));
    expect(outcome(flat, 'left')).toBe('not_far_enough');
  });

  it('a picture creased along the nose moves the root with the tip', () => {
    const creased = film(LEFT).map((frame, i) => {
      const points = landmarks(0);
      const yaw = ((LEFT[i] ?? 0) * Math.PI) / 180;
      for (let at = 0; at < points.length; at += 2) {
        const u = ((points[at] as number) - 160) / 40;
        points[at] = 160 + 40 * (u * 0.8 * Math.cos(yaw) + (0.5 - Math.abs(u)) * 0.6 * Math.sin(yaw));
      }
      return { ...frame, face: withFace(frame, { landmarks: points }) };
    });
    const verdict = judgeMovement(creased, ['left']);
    expect(verdict.outcome).toBe('flat');
    expect(verdict.numbers.left).toBeGreaterThan(0.2);
  });

  it('a bent picture in which landmarks see a head has no relief', () => {
    const bent = film(LEFT).map((frame) => ({ ...frame, face: withFace(frame, { relief: 0.04 }) }));
    expect(judgeMovement(bent, ['left'])).toMatchObject({ outcome: 'flat', numbers: { relief: 0.04 } });
  });

  it('two photographs that change places are a cut: nobody is seen on the way', () => {
    expect(outcome(film([0, 0, 0, 0, 0, 30, 30, 30, 30, 0, 0, 0]), 'left')).toBe('cut');
  });

  it.each([
    [
      'the face jumps',
      (frame: ObservedFrame) => ({ face: withFace(frame, { box: { x: 10, y: 60, width: 120, height: 140 } }) }),
    ],
    [
      'the face grows at once',
      (frame: ObservedFrame) => ({ face: withFace(frame, { box: { x: 60, y: 20, width: 200, height: 220 } }) }),
    ],
    [
      'the room changes',
      (): { thumbnail: FrameThumbnail } => ({ thumbnail: room.map((_, i) => (i % 7 < 3 ? 5_000 : 50_000)) }),
    ],
  ])('a cut is seen where %s', (_, changed) => {
    const frames = film(LEFT);
    const cut = frames.map((frame, i) => (i > 6 ? { ...frame, ...changed(frame) } : frame));
    expect(outcome(frames, 'left')).toBe('accepted');
    expect(outcome(cut, 'left')).toBe('cut');
  });

  it('light that changes as a whole is no cut', () => {
    expect(
      outcome(
        film(LEFT, (i) => ({ thumbnail: room.map((cell) => cell + 300 * i) })),
        'left',
      ),
    ).toBe('accepted');
  });

  it('somebody else who turns is another person', () => {
    const exchanged = film(LEFT).map((frame, i) =>
      i > 4 && i < 12 ? { ...frame, face: withFace(frame, { embedding: BERTA }) } : frame,
    );
    expect(outcome(exchanged, 'left')).toBe('other_person');
  });

  it('nobody is accepted who was not described', () => {
    const nobody = film(LEFT).map((frame) => ({ ...frame, face: withFace(frame, { embedding: undefined }) }));
    expect(outcome(nobody, 'left')).toBe('unclear');
  });

  it('nobody is accepted whose relief was not measured', () => {
    const unknown = film(LEFT).map((frame) => ({ ...frame, face: withFace(frame, { relief: undefined }) }));
    expect(outcome(unknown, 'left')).toBe('unclear');
  });
});

describe('broken input', () => {
  it.each([
    ['no frames', []],
    ['too few', film(LEFT).slice(0, 7)],
    ['thousands', Array.from({ length: 5_000 }, (_, i) => ({ ...film([0])[0], at: i }) as ObservedFrame)],
    ['times that run backwards', film(LEFT).reverse()],
    ['two frames at one time', film(LEFT, (i) => ({ at: i === 4 ? 375 : 125 * i }))],
    ['times that are no numbers', film(LEFT, () => ({ at: Number.NaN }))],
    ['a gap', film(LEFT, (i) => ({ at: 125 * i + (i > 5 ? 600 : 0) }))],
    ['a minute', film(LEFT, (i) => ({ at: 4_500 * i }))],
    ['no face', film(LEFT, () => ({ face: undefined }))],
    ['a face that is away for long', film(LEFT, (i) => (i > 4 && i < 10 ? { face: undefined } : {}))],
  ])('%s', (_, frames) => {
    expect(outcome(frames, 'left')).toBe('unclear');
  });

  it.each([
    ['that are no numbers', new Float32Array(136).fill(Number.NaN)],
    ['that are too few', new Float32Array(10)],
    ['that are all one', new Float32Array(136).fill(7)],
  ])('landmarks %s', (_, points) => {
    const broken = film(LEFT).map((frame) => ({ ...frame, face: withFace(frame, { landmarks: points }) }));
    expect(outcome(broken, 'left')).toBe('unclear');
    expect(liveTurn(points)).toBeUndefined();
  });

  it('a box that is none', () => {
    const box = { x: Number.NaN, y: 0, width: 0, height: 0 };
    expect(
      outcome(
        film(LEFT).map((frame) => ({ ...frame, face: withFace(frame, { box }) })),
        'left',
      ),
    ).toBe('unclear');
  });

  it('nothing asked for, or a side twice in a row, is a slip of the caller', () => {
    expect(() => judgeMovement(film(LEFT), [])).toThrow(RangeError);
    expect(() => judgeMovement(film(LEFT), ['left', 'left'])).toThrow(RangeError);
    expect(sides).toEqual(['left', 'right']);
  });
});
