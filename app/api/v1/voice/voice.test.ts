import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeSound } from '@/lib/media/sound';
import { type Bytes, callApi, enrolTemplates, openApi } from '@/lib/testing/api';
import { itGuards } from '@/lib/testing/api-guards';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import type { Speaker } from '@/lib/testing/captures';
import { wav } from '@/lib/testing/wav';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import * as identifyRoute from './identify/route';
import * as verifyRoute from './verify/route';

const MODEL = builtInVoice.id;

let close: () => Promise<void>;

beforeAll(async () => {
  close = await openApi();
});
afterAll(() => close());

const ogg = async (speaker: Speaker, n: number): Promise<Bytes> =>
  new Uint8Array(await readFile(join('lib', 'testing', 'voices', `${speaker}-${n}.ogg`)));

const fixture = async (name: string): Promise<Bytes> =>
  new Uint8Array(await readFile(join('lib', 'media', 'fixtures', name)));

async function asWav(bytes: Uint8Array, rate: 8000 | 16_000): Promise<Bytes> {
  const audio = await decodeSound(bytes);
  if (rate === 16_000) return new Uint8Array(wav(audio, rate));
  const halved = Float32Array.from(
    { length: audio.length >> 1 },
    (_, i) => ((audio[2 * i] ?? 0) + (audio[2 * i + 1] ?? 0)) / 2,
  );
  return new Uint8Array(wav(halved, rate));
}

const verify = (a: Bytes, b: Bytes) => callApi(verifyRoute, { a, b });

describe('POST /api/v1/voice/verify', () => {
  it('says that two recordings of one person are, with the numbers', async () => {
    const { status, body } = await verify(await ogg('slt', 1), await ogg('slt', 4));
    expect(status).toBe(200);
    expect(body).toEqual({
      same: true,
      similarity: expect.any(Number),
      threshold: 0.519,
      model: MODEL,
      seconds: [expect.any(Number), expect.any(Number)],
    });
    expect(body.similarity).toBeGreaterThan(0.7);
    for (const seconds of body.seconds as number[]) expect(seconds).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['slt', 'rms'],
    ['fiona', 'awb'],
  ] satisfies [Speaker, Speaker][])('says that %s and %s are not one person', async (a, b) => {
    const { status, body } = await verify(await ogg(a, 1), await ogg(b, 1));
    expect([status, body.same]).toEqual([200, false]);
  });

  it('does not mind which is first', async () => {
    const [a, b] = [await ogg('slt', 1), await ogg('rms', 2)];
    const [there, back] = [await verify(a, b), await verify(b, a)];
    expect(back.body.similarity).toBeCloseTo(there.body.similarity as number, 5);
    expect(back.body.seconds).toEqual((there.body.seconds as number[]).reverse());
  });

  it.each([8000, 16_000] as const)('compares WAV at %i Hz with Opus', async (rate) => {
    const { status, body } = await verify(await asWav(await ogg('slt', 1), rate), await ogg('slt', 4));
    expect([status, body.same]).toEqual([200, true]);
  });

  it.each([
    ['nothing', async () => new Uint8Array(0), 400, 'empty_media'],
    ['a PNG', async () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), 415, 'unsupported_media'],
    ['a text', async () => new Uint8Array(Buffer.from('hello')), 415, 'unsupported_media'],
    ['a cut FLAC', async () => (await fixture('tone-16k.flac')).slice(0, 200), 422, 'undecodable_media'],
    ['silence', async () => fixture('silence-65-seconds.flac'), 422, 'no_speech'],
    ['a tone', async () => fixture('tone-16k.flac'), 422, 'no_speech'],
    ['one second', async () => (await asWav(await ogg('slt', 1), 16_000)).slice(0, 32_044), 422, 'too_short'],
    ['more than ten minutes', async () => new Uint8Array(wav(new Float32Array(601 * 8000), 8000)), 413],
  ] as [string, () => Promise<Bytes>, number, string?][])(
    'refuses %s and tells which file it was',
    async (_, broken, status, code = 'recording_too_long') => {
      const [good, bad] = [await ogg('slt', 1), await broken()];
      expect(await verify(good, bad)).toMatchObject({ status, body: { code, file: 'b' } });
      expect(await verify(bad, good)).toMatchObject({ status, body: { code, file: 'a' } });
    },
  );
});

describe('both routes', () => {
  itGuards([verifyRoute, identifyRoute], async () => ({ a: await ogg('slt', 1), b: await ogg('slt', 2) }));
});

describe('POST /api/v1/voice/identify', () => {
  const ids = {
    slt: '11111111-1111-4111-8111-111111111111',
    rms: '22222222-2222-4222-8222-222222222222',
  } as const;

  async function enrol(speaker: 'slt' | 'rms'): Promise<void> {
    const model = await voiceModel();
    const embeddings: Float32Array[] = [];
    for (const n of [1, 2, 3]) {
      const { embedding } = await observeVoice(await decodeSound(await ogg(speaker, n)), model);
      embeddings.push(embedding!);
    }
    const voice = { model: model.id, embeddings };
    await enrolTemplates(ids[speaker], speaker, { face: voice, voice });
  }

  const identify = async (speaker: Speaker, n: number) => callApi(identifyRoute, { voice: await ogg(speaker, n) });

  it('finds nobody among nobody', async () => {
    expect(await identify('slt', 4)).toMatchObject({
      status: 200,
      body: { match: null, searched: 0, notSearched: 0, model: MODEL },
    });
  });

  describe('among two people', () => {
    beforeAll(async () => {
      await enrol('slt');
      await enrol('rms');
    });
    // The gallery asks the user table every three seconds of the clock.
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
      return () => vi.useRealTimers();
    });

    it.each(['slt', 'rms'] as const)('finds %s', async (speaker) => {
      const { status, body } = await identify(speaker, 4);
      expect(status).toBe(200);
      expect(body).toEqual({
        match: { userId: ids[speaker], name: speaker, similarity: expect.any(Number) },
        threshold: expect.any(Number),
        falsePositiveIdentificationRate: 0.01,
        searched: 2,
        notSearched: 0,
        model: MODEL,
        seconds: expect.any(Number),
      });
    });

    it.each(['awb', 'edwin', 'fiona', 'kal16'] as const)(
      'does not take the stranger %s for either',
      async (speaker) => {
        expect(await identify(speaker, 1)).toMatchObject({ status: 200, body: { match: null, searched: 2 } });
      },
    );
  });

  it('tells what is wrong with the recording', async () => {
    const silence = await fixture('silence-65-seconds.flac');
    expect(await callApi(identifyRoute, { voice: silence })).toMatchObject({
      status: 422,
      body: { code: 'no_speech', file: 'voice', issues: ['no_speech'] },
    });
  });

  it('takes one file', async () => {
    const voice = await ogg('slt', 4);
    for (const files of [{}, { a: voice }, { voice, more: voice }])
      expect(await callApi(identifyRoute, files as Record<string, Bytes>)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request' },
      });
  });
});
