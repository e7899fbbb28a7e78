import { readdir } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '@/lib/api/answer';
import {
  type Enrolment,
  recordVoiceSchema,
  startEnrolmentSchema,
  startLoginSchema,
  takePhotoSchema,
} from '@/lib/api/contract';
import type { ErrorCode, Result } from '@/lib/errors';
import type { Storage } from '@/lib/storage/storage';
import { dataUrl, photo, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { pngBomb } from '@/lib/testing/png';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage } from '@/lib/testing/storage';
import { wav } from '@/lib/testing/wav';
import { cancelEnrolment, recordVoice, startEnrolment, takePhoto } from './enrol';
import { startLogin } from './login';

/** What a script can send, checked and answered as the server actions do; one of each kind also goes over HTTP (e2e/attacks.spec.ts). */

let storage: Storage;
let deps: TestDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
});
afterAll(() => storage.close());

let address = 0;
const nextAddress = (): string => `203.0.113.${++address}`;

const begin = (name: string): Promise<Result<Enrolment>> =>
  answer(startEnrolmentSchema, { name, consent: true }, (input) => startEnrolment(input, nextAddress(), deps));

async function beginEnrolment(): Promise<string> {
  const result = await begin('mallory');
  if (!result.ok) throw new Error(result.code);
  return result.attemptId;
}

const sendPhoto = (attemptId: string, photo: string): Promise<Result> =>
  answer(takePhotoSchema, { attemptId, index: 0, photo }, (input) => takePhoto(input, deps));
const sendRecording = (attemptId: string, recording: string): Promise<Result> =>
  answer(recordVoiceSchema, { attemptId, index: 0, recording }, (input) => recordVoice(input, deps));

const noise = (samples: number): Float32Array => {
  let state = 1;
  return Float32Array.from({ length: samples }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) * 0.4;
  });
};
const plain = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: 'grey' } })
    .png()
    .toBuffer();

/** Twenty times the same face. */
async function crowd(): Promise<Buffer> {
  const base64 = (await photo('ada', 0)).split(',')[1] as string;
  const face = await sharp(Buffer.from(base64, 'base64')).resize(240, 180).toBuffer();
  const places = Array.from({ length: 20 }, (_, i) => ({
    input: face,
    left: (i % 5) * 240,
    top: Math.floor(i / 5) * 180,
  }));
  return sharp({ create: { width: 1200, height: 720, channels: 3, background: 'grey' } })
    .composite(places)
    .jpeg()
    .toBuffer();
}

const badPhotos: [string, ErrorCode, () => Promise<string> | string][] = [
  ['no data URL', 'invalid_data_url', () => 'x'],
  ['a data URL without comma', 'invalid_data_url', () => 'data:image/jpeg;base64'],
  ['a data URL that is not base64', 'invalid_data_url', () => 'data:image/jpeg,%FF%D8'],
  ['nothing after the comma', 'empty_media', () => 'data:image/jpeg;base64,'],
  ['HTML', 'unsupported_media', () => dataUrl(Buffer.from('<script>alert(1)</script>'), 'image/jpeg')],
  [
    'SVG',
    'unsupported_media',
    () => dataUrl(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'),
  ],
  ['a voice', 'unsupported_media', () => sentence('slt', 1)],
  ['two bytes of a JPEG', 'unsupported_media', () => dataUrl(Buffer.from([0xff, 0xd8]))],
  ['a cut JPEG', 'undecodable_media', async () => (await photo('ada', 0)).slice(0, 23 + 4000)],
  ['a picture of four megabytes', 'media_too_large', () => dataUrl(Buffer.alloc(3_000_000, 0xff))],
  ['a PNG bomb', 'too_many_pixels', async () => dataUrl(pngBomb(60_000, 60_000))],
  ['one grey pixel', 'no_face', async () => dataUrl(await plain(1, 1))],
  ['a grey wall', 'no_face', async () => dataUrl(await plain(640, 480))],
  ['twenty faces', 'many_faces', async () => dataUrl(await crowd())],
];

const badRecordings: [string, ErrorCode, () => Promise<string> | string][] = [
  ['a data URL without comma', 'invalid_data_url', () => 'data:audio/webm;base64'],
  ['nothing after the comma', 'empty_media', () => 'data:audio/webm;base64,'],
  ['a photo', 'unsupported_media', () => photo('ada', 0)],
  ['a playlist', 'unsupported_media', () => dataUrl(Buffer.from('#EXTM3U\n/etc/passwd\n'))],
  ['a cut recording', 'undecodable_media', async () => (await sentence('slt', 1)).slice(0, 22 + 60)],
  ['one millisecond', 'no_speech', () => dataUrl(wav(noise(16), 16_000))],
  ['silence', 'no_speech', () => dataUrl(wav(new Float32Array(80_000), 16_000))],
  ['white noise', 'no_speech', () => dataUrl(wav(noise(80_000), 16_000))],
  ['half a minute', 'recording_too_long', () => dataUrl(wav(new Float32Array(8_000 * 31), 8_000))],
  ['four megabytes', 'media_too_large', () => dataUrl(Buffer.alloc(3_000_000))],
];

it.each(badPhotos)('%s as a photo is %s, and nothing is left behind', async (_, code, make) => {
  const attemptId = await beginEnrolment();
  expect(await sendPhoto(attemptId, await make())).toEqual({ ok: false, code });
  expect(await sendPhoto(attemptId, await photo('ada', 0))).toEqual({ ok: true });
  await cancelEnrolment(attemptId, deps);
  expect(await readdir(storage.tmpDir)).toEqual([]);
});

it.each(badRecordings)('%s as a recording is %s, and nothing is left behind', async (_, code, make) => {
  const attemptId = await beginEnrolment();
  expect(await sendRecording(attemptId, await make())).toEqual({ ok: false, code });
  expect(await sendRecording(attemptId, await sentence('slt', 1))).toEqual({ ok: true });
  await cancelEnrolment(attemptId, deps);
  expect(await readdir(storage.tmpDir)).toEqual([]);
});

it.each(['../../etc/passwd', "x'; DROP TABLE users; --", '<img src=x onerror=alert(1)>', '', 'a\u0000b'])(
  'the name %j is invalid_name',
  async (name) => {
    const logIn = answer(startLoginSchema, { name }, (input) => startLogin(input.name, nextAddress(), deps));
    expect(await logIn).toEqual({ ok: false, code: 'invalid_name' });
    expect(await begin(name)).toEqual({ ok: false, code: 'invalid_name' });
  },
);
