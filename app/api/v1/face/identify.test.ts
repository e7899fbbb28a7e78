import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { faceModel } from '@/lib/face/model';
import { faceFiles } from '@/lib/recognition/face-files';
import { storage } from '@/lib/storage/storage';
import { type Bytes, callApi, enrolTemplates, openApi } from '@/lib/testing/api';
import { facePhoto, type Person, people } from '@/lib/testing/faces';
import { pngBomb } from '@/lib/testing/png';
import * as identifyRoute from './identify/route';

const MODEL = 'face-api-dlib-resnet-upright';

let close: () => Promise<void>;

beforeAll(async () => {
  close = await openApi();
});
afterAll(() => close());

const photo = async (person: Person, take: 0 | 1): Promise<Bytes> =>
  new Uint8Array(await facePhoto(people[person][take]));

describe('POST /api/v1/face/identify', () => {
  async function enrol(person: Person, model = MODEL): Promise<string> {
    const id = randomUUID();
    const { observe } = await faceFiles({ faceModel });
    const { embedding } = await observe(await photo(person, 0));
    const face = { model, embeddings: [embedding!, embedding!, embedding!] };
    await enrolTemplates(id, person, { face, voice: face });
    return id;
  }

  async function forget(id: string): Promise<void> {
    await (await storage()).prisma.user.delete({ where: { id } });
  }

  const identify = async (person: Person) => callApi(identifyRoute, { face: await photo(person, 1) });

  // The gallery asks the user table every three seconds of the clock.
  let clock = Date.now();
  const later = (): void => {
    clock += 60_000;
    vi.setSystemTime(clock);
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    later();
    return () => vi.useRealTimers();
  });

  it('finds nobody among nobody', async () => {
    expect(await identify('ada')).toMatchObject({
      status: 200,
      body: { match: null, searched: 0, notSearched: 0, model: MODEL },
    });
  });

  it('finds who is enrolled, nobody else, and nobody after they have gone', async () => {
    const ids = { ada: await enrol('ada'), berta: await enrol('berta') };
    for (const person of ['ada', 'berta'] as const) {
      const { status, body } = await identify(person);
      expect(status).toBe(200);
      expect(body).toEqual({
        match: { userId: ids[person], name: person, similarity: expect.any(Number) },
        threshold: expect.any(Number),
        falsePositiveIdentificationRate: 0.01,
        searched: 2,
        notSearched: 0,
        model: MODEL,
        face: { x: expect.any(Number), y: expect.any(Number), width: expect.any(Number), height: expect.any(Number) },
      });
      expect(body.threshold).toBeGreaterThan(0.93);
    }
    // Dora, in the photograph beside Ada, is as like her as one stranger in a few hundred: among two people she would be taken for her.
    for (const stranger of ['carla', 'elsa', 'frida'] as const)
      expect(await identify(stranger)).toMatchObject({ status: 200, body: { match: null, searched: 2 } });

    await forget(ids.ada);
    later();
    expect(await identify('ada')).toMatchObject({ status: 200, body: { match: null, searched: 1 } });
    await forget(ids.berta);
  });

  it('does not compare with faces of another model, and tells how many there are', async () => {
    const id = await enrol('ada', 'face-api-dlib-resnet');
    const { status, body } = await identify('ada');
    expect([status, body.match, body.searched, body.notSearched]).toEqual([200, null, 0, 1]);
    await forget(id);
  });

  it('tells what is wrong with the picture', async () => {
    expect(await callApi(identifyRoute, { face: pngBomb(20_000, 20_000) })).toMatchObject({
      status: 413,
      body: { code: 'too_many_pixels', file: 'face', issues: ['too_many_pixels'] },
    });
  });

  it('takes one file', async () => {
    const face = await photo('ada', 1);
    for (const files of [{}, { a: face }, { voice: face }, { face, more: face }])
      expect(await callApi(identifyRoute, files as Record<string, Bytes>)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request' },
      });
  });
});
