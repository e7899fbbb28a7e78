import { beforeAll, describe, expect, it } from 'vitest';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { judgeMovement } from '@/lib/liveness/movement/judge-movement';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { facePhoto, people } from '@/lib/testing/faces';
import { asJpegs, turnAngles, turningHead } from '@/lib/testing/turning-head';
import { observeMovement } from './observe-movement';

const RATE = 8;
let model: FaceModel;
let photo: Frame;
let landmarks: Float32Array;

beforeAll(async () => {
  model = await faceModel();
  const whole = await decodeImage(new Uint8Array(await facePhoto(people.ada[0])));
  photo = halved(whole);
  landmarks = (await model.detect(photo))[0]?.landmarks ?? new Float32Array(136);
});

/** Every second pixel: the size in which frames of a movement are sent. */
function halved({ data, width, height }: Frame): Frame {
  const half = { width: width / 2, height: height / 2 };
  const pixels = Uint8Array.from({ length: 3 * half.width * half.height }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    return data[3 * (2 * Math.floor(pixel / half.width) * width + 2 * (pixel % half.width)) + channel] as number;
  });
  return { data: pixels, ...half };
}

const timed = (frames: readonly Frame[]) => frames.map((frame, i) => ({ frame, at: (1000 * i) / RATE }));

describe('a rendered head, as the networks see it', () => {
  it.each(['left', 'right'] as const)('turns to the %s and back', async (side) => {
    const jpegs = await asJpegs(turningHead(photo, landmarks, turnAngles([side], RATE)));
    const frames = await Promise.all(jpegs.map((jpeg) => decodeImage(new Uint8Array(jpeg))));
    const observed = await observeMovement(timed(frames), model);
    expect(judgeMovement(observed, [side])).toMatchObject({ outcome: 'accepted' });
    expect(observed.filter(({ face }) => face?.embedding)).toHaveLength(2);
    const other = side === 'left' ? 'right' : 'left';
    expect(judgeMovement(observed, [other]).outcome).toBe('wrong_side');
  });

  it('does not turn in a photograph with the noise of a sensor', async () => {
    const still = turningHead(photo, landmarks, Array<number>(12).fill(0));
    const observed = await observeMovement(timed(still), model);
    expect(judgeMovement(observed, ['left']).outcome).toBe('not_far_enough');
    expect(observed.filter(({ face }) => face?.embedding)).toEqual([]);
  });

  it('is not seen in an empty room', async () => {
    const empty = { data: new Uint8Array(3 * 320 * 240).fill(120), width: 320, height: 240 };
    const observed = await observeMovement(timed(Array<Frame>(10).fill(empty)), model);
    expect(judgeMovement(observed, ['left']).outcome).toBe('unclear');
  });
});
