import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { boundedQueue } from '@/lib/inference/queue';
import type { Embedding } from '@/lib/math/vector';
import { listPeople } from '@/lib/storage/listed-people';
import type { Storage } from '@/lib/storage/storage';
import { createUser } from '@/lib/storage/users';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import type { FileComparison } from './file-comparison';
import { type IdentificationScope, identify } from './identify';

const MODEL = 'face-api-dlib-resnet-upright';
const DIMENSIONS = 128;

let opened: TestStorage;
let storage: Storage;

beforeAll(async () => {
  opened = await openTestStorage();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.prisma.user.deleteMany();
  // Galleries are kept by storage.
  storage = { ...opened };
});

/** A direction of its own for each number; `turned` is what a genuine photograph of it looks like: similarity 0.98. */
const direction = (i: number): Embedding => Float32Array.from({ length: DIMENSIONS }, (_, j) => Number(i === j));
const turned = (i: number): Embedding =>
  Float32Array.from({ length: DIMENSIONS }, (_, j) =>
    i === j ? 0.98 : j === DIMENSIONS - 1 ? Math.sqrt(1 - 0.98 ** 2) : 0,
  );

/** A picture is the number of the person in it. */
const open = async (): Promise<FileComparison<object, object>> => ({
  modality: 'face',
  model: MODEL,
  observe: async ([person = 0]) => ({ issues: [], embedding: turned(person), shown: {} }),
  nothing: 'no_face',
  similarity: () => 0,
  both: () => ({}),
});

async function enrol(i: number): Promise<void> {
  const [id, now] = [randomUUID(), new Date()];
  const template = { model: MODEL, embeddings: [direction(i)] };
  const user = { id, name: `person-${i}`, createdAt: now, consentedAt: now, voiceModel: 'a-model' };
  await storage.templates.create({ id, nameKey: user.name }, { face: template, voice: template }, () =>
    createUser(storage, user),
  );
}

const find = (i: number, identification: IdentificationScope) =>
  identify(Uint8Array.of(i), open, {
    admission: boundedQueue(4, 16),
    storage,
    identification,
    now: () => new Date(),
  });

it('fifty-three free accounts hide nobody whom the operator listed, and are not found', async () => {
  for (let i = 0; i < 54; i++) await enrol(i);
  await listPeople(storage, ['person-0'], new Date());
  const found = await find(0, 'listed');
  expect(found).toMatchObject({
    ok: true,
    match: { name: 'person-0' },
    searched: 1,
    threshold: expect.closeTo(0.93, 3),
  });
  expect(found).toMatchObject({ falsePositiveIdentificationRate: 0.01 });
  expect(await find(7, 'listed')).toMatchObject({ ok: true, match: null });
});

it('where everybody can be found they hide nobody either: the answer tells how many strangers would be', async () => {
  for (let i = 0; i < 54; i++) await enrol(i);
  const found = await find(0, 'all');
  expect(found).toMatchObject({ ok: true, match: { name: 'person-0' }, searched: 54, threshold: 0.964 });
  expect(found.ok && found.falsePositiveIdentificationRate).toBeCloseTo(0.0237, 3);
});

it('is not there where the operator turned it off', async () => {
  await enrol(0);
  await listPeople(storage, ['person-0'], new Date());
  expect(await find(0, 'off')).toEqual({ ok: false, code: 'not_found' });
});
