import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { seededRandom } from '@/lib/math/random';
import type { Embedding } from '@/lib/math/vector';
import { decodeImage } from '@/lib/media/image';
import { facePhoto, type Person, people } from '@/lib/testing/faces';
import { faceCrop } from '@/lib/testing/mouth-film';
import { observeMouth, type SentCrop } from './observe-mouth';

let model: FaceModel;
const deps = { faceModel: async (): Promise<FaceModel> => model };
const faces = {} as Record<'ada' | 'dora', { crop: Buffer; embedding: Embedding }>;

beforeAll(async () => {
  model = await faceModel();
  for (const person of ['ada', 'dora'] as const) faces[person] = await cropped(person);
});

/** What a browser would send of a photo, and how the face looks in the whole of it. */
async function cropped(person: Person): Promise<{ crop: Buffer; embedding: Embedding }> {
  const frame = await decodeImage(await facePhoto(people[person][0]));
  const [face] = await model.detect(frame);
  const [embedding] = await model.describe([{ frame, face: face! }]);
  return { crop: await faceCrop(person), embedding: embedding! };
}

const sent = (jpeg: Uint8Array, count = 6): SentCrop[] =>
  Array.from({ length: count }, (_, i) => ({ at: 83 * i, jpeg }));
const asked = (person: 'ada' | 'dora'): { embedding: Embedding; random: () => number } => ({
  embedding: faces[person].embedding,
  random: seededRandom(1),
});
const plain = (width: number, height = width): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer();

describe('crops of the mouth', () => {
  it('of the person of the burst have landmarks', async () => {
    const seen = await observeMouth(sent(faces.ada.crop), asked('ada'), deps);
    expect(seen.refused).toBeUndefined();
    if (seen.refused !== undefined) return;
    expect(seen.crops.map(({ at }) => at)).toEqual([0, 83, 166, 249, 332, 415]);
    expect(seen.distance).toBeLessThan(0.05);
  });

  it('wait for the face of the burst, and say nothing where there is none', async () => {
    const later = { ...asked('ada'), embedding: Promise.resolve(faces.ada.embedding) };
    expect(await observeMouth(sent(faces.ada.crop), later, deps)).toMatchObject({ refused: undefined });
    const none = { ...asked('ada'), embedding: undefined };
    expect(await observeMouth(sent(faces.ada.crop), none, deps)).toEqual({ refused: 'no_face' });
  });

  it('of somebody else are refused', async () => {
    expect(await observeMouth(sent(faces.dora.crop), asked('ada'), deps)).toMatchObject({ refused: 'other_face' });
  });

  it('that show no face are refused', async () => {
    expect(await observeMouth(sent(await plain(96)), asked('ada'), deps)).toMatchObject({ refused: 'no_face' });
  });

  it('that are none are no error', async () => {
    expect(await observeMouth([], asked('ada'), deps)).toEqual({ refused: undefined, crops: [], distance: 0 });
  });
});

describe('what no browser of ours sends is refused', () => {
  const unasked = { faceModel: (): Promise<FaceModel> => Promise.reject(new Error('nobody is looked at')) };
  const refusal = async (crops: readonly SentCrop[]): Promise<unknown> =>
    (await observeMouth(crops, asked('ada'), unasked)).refused;

  it('thousands of crops, too many bytes, and a crop with too many, before one is decoded', async () => {
    const garbage = (bytes: number, count: number): SentCrop[] => sent(new Uint8Array(bytes), count);
    expect(await refusal(garbage(10, 5_000))).toBe('too_many');
    expect(await refusal(garbage(3_000, 100))).toBe('too_large');
    expect(await refusal(garbage(9_000, 1))).toBe('too_large');
  });

  it.each([
    ['run backwards', [200, 100]],
    ['repeat', [100, 100]],
    ['are before the recording', [-1, 100]],
    ['are long after it', [0, 60_000]],
    ['are no numbers', [0, Number.NaN]],
  ])('times that %s', async (_, times) => {
    expect(await refusal(times.map((at) => ({ at, jpeg: faces.ada.crop })))).toBe('disordered');
  });

  it('sizes that jump, shapes that are no squares, and bytes that are no picture', async () => {
    const [small, wide, large] = [await plain(64), await plain(128, 72), await plain(400)];
    const with1 = (jpeg: Uint8Array): SentCrop[] => [...sent(faces.ada.crop, 2), { at: 300, jpeg }];
    expect(await refusal(with1(small))).toBe('wrong_size');
    expect(await refusal(with1(wide))).toBe('wrong_size');
    expect(await refusal(with1(large))).toBe('wrong_size');
    expect(await refusal(with1(new Uint8Array(50)))).toBe('undecodable');
    expect(await refusal(with1(faces.ada.crop.subarray(0, 700)))).toBe('undecodable');
  });
});
