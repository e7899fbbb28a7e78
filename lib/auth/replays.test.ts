import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '@/lib/errors';
import { gaussian, seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { loginPolicy } from '@/lib/runtime/policy';
import { type Burst, burst, burstOf, frozenBurst } from '@/lib/testing/burst';
import { dataUrl, ENROLLED, photo, recording, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { facePhoto, people } from '@/lib/testing/faces';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { wav } from '@/lib/testing/wav';
import type { AuthDeps } from './deps';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { signUp } from './sign-up';

/** What an attacker who has pictures and recordings of somebody hands in, and what the person does. */

const BROWSER = 'Firefox on Linux';
const DAY_MS = 86_400_000;
const REFUSED = { ok: false, code: 'not_recognised', triesLeft: expect.any(Number) };
const VOICES = join(process.cwd(), '../shared/fixtures/voices/librispeech-06');

let storage: TestStorage;
let clock: TestDeps;
/** With signals that count. */
let deps: AuthDeps;
let enrolled: Audio;
let accepted: Burst;

beforeAll(async () => {
  storage = await openTestStorage();
  clock = await rememberingDeps(storage);
  deps = { ...clock, policy: (await loginPolicy((await clock.voiceModel()).id, 'balanced')).policy };
  enrolled = (await decodeSound(await recording('slt', 1))).slice(0, 5 * SAMPLE_RATE);
  const sentences = await Promise.all(ENROLLED.map((n) => sentence('slt', n)));
  await enrol('ada', sentences);
  accepted = await burst('ada', 1);
  expect(await tryLogin(accepted, await sentence('slt', 4))).toMatchObject({ ok: true });
});
afterAll(() => storage.close());
beforeEach(() => clock.wait(DAY_MS));

let addresses = 0;
const nextAddress = (): string => `10.0.${++addresses}.1`;

async function enrol(name: string, recordings: readonly string[]): Promise<void> {
  const address = nextAddress();
  const opened = succeeded(await startEnrolment({ name, consent: true }, address, deps));
  const { attemptId } = opened;
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, voice] of recordings.entries())
    succeeded(await recordVoice({ attemptId, index, recording: voice }, deps));
  succeeded(await signUp({ attemptId }, address, deps));
}

async function tryLogin(pictures: Burst, voice: string, name = 'ada') {
  const address = nextAddress();
  const { attemptId } = succeeded(await startLogin(name, address, deps));
  return logIn({ attemptId, ...pictures, recording: voice }, { address, browser: BROWSER }, deps);
}

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

/** Of the last log-in; not that its picture is one of a picture, which the photographs of these tests are. */
const signals = async (): Promise<string[]> =>
  (
    await storage.prisma.auditEvent.findFirstOrThrow({ where: { kind: 'login' }, orderBy: { at: 'desc' } })
  ).signals.filter((signal) => signal !== 'presentation_attack_suspected');
const asRecording = (audio: Audio): string => dataUrl(wav(audio, SAMPLE_RATE), 'audio/wav');

/** Read at steps of `speed`, between samples in proportion: faster and higher. */
function atSpeed(audio: Audio, speed: number): Audio {
  return Float32Array.from({ length: Math.floor((audio.length - 1) / speed) }, (_, n) => {
    const at = Math.floor(n * speed);
    const share = n * speed - at;
    return (1 - share) * audio[at]! + share * audio[at + 1]!;
  });
}

function withNoise(audio: Audio): Audio {
  const random = seededRandom(1);
  const level = Math.sqrt(audio.reduce((sum, sample) => sum + sample ** 2, 0) / audio.length) / 10;
  return audio.map((sample) => sample + level * gaussian(random));
}

/** 300 to 3,400 Hz, by two filters of the first order each way, twice. */
function telephone(audio: Audio): Audio {
  const lowPass = (sound: Audio, hertz: number): Audio => {
    const share = 1 - Math.exp((-2 * Math.PI * hertz) / SAMPLE_RATE);
    let level = 0;
    return sound.map((sample) => (level += share * (sample - level)));
  };
  const highPass = (sound: Audio, hertz: number): Audio => {
    const low = lowPass(sound, hertz);
    return sound.map((sample, i) => sample - low[i]!);
  };
  return lowPass(lowPass(highPass(highPass(audio, 300), 300), 3400), 3400);
}

const joined = (...parts: Audio[]): Audio => Float32Array.from(parts.flatMap((part) => [...part]));
const SEMITONE = 2 ** (1 / 12);
const half = 2.5 * SAMPLE_RATE;

describe('an enrolment recording, with a face that moves', () => {
  it.each<[string, (audio: Audio) => Audio | Promise<Audio>]>([
    ['backwards', (audio) => audio.toReversed()],
    ['a semitone up', (audio) => atSpeed(audio, SEMITONE)],
    ['a semitone down', (audio) => atSpeed(audio, 1 / SEMITONE)],
    ['through a telephone', telephone],
    ['with noise', withNoise],
    ['cut', (audio) => audio.slice(SAMPLE_RATE, 4 * SAMPLE_RATE)],
    ['in another order', (audio) => joined(audio.slice(half), audio.slice(0, half))],
    [
      'before half of another',
      async (audio) =>
        joined(audio.slice(0, half), (await decodeSound(await recording('slt', 2))).slice(half, 2 * half)),
    ],
  ])('%s is refused as one', async (_, disguise) => {
    const pictures = await burst('ada', 1, 2);
    expect(await tryLogin(pictures, asRecording(await disguise(enrolled)))).toMatchObject({ ok: false });
    expect(await signals()).toContain('replayed_sound');
  });

  it('at half the level is refused for nothing else, in the words of every refusal', async () => {
    const quieter = asRecording(enrolled.map((sample) => sample / 2));
    expect(await tryLogin(await burst('ada', 1, 3), quieter)).toEqual(REFUSED);
    expect(await signals()).toEqual(['replayed_sound']);
    expect(await tryLogin(await burst('ada', 1, 3), quieter, 'nobody')).toEqual(REFUSED);
  });
});

describe('pictures of somebody', () => {
  it('one eight times are refused', async () => {
    expect(await tryLogin(frozenBurst(await photo('ada', 1)), await sentence('slt', 4))).toEqual(REFUSED);
    expect(await signals()).toContain('repeated_frames');
  });

  it('one in eight encodings is refused', async () => {
    const picture = sharp(await facePhoto(people.ada[1]));
    const files = await Promise.all(
      [95, 92, 89, 86, 83, 80, 77, 74].map((quality) => picture.clone().jpeg({ quality }).toBuffer()),
    );
    const frames = files.map((file) => dataUrl(file, 'image/jpeg'));
    expect(await tryLogin({ ...accepted, frames }, await sentence('slt', 4))).toEqual(REFUSED);
    expect(await signals()).toContain('repeated_frames');
  });

  it('the enrolment photograph among frames that move is refused', async () => {
    const pictures = await burst('ada', 1, 4);
    const encoded = await sharp(await facePhoto(people.ada[0]))
      .jpeg({ quality: 90 })
      .toBuffer();
    const frames = pictures.frames.with(2, dataUrl(encoded, 'image/jpeg'));
    expect(await tryLogin({ ...pictures, frames }, await sentence('slt', 4))).toEqual(REFUSED);
    expect(await signals()).toContain('replayed_picture');
  });

  it('of an accepted log-in with three bytes behind each are refused', async () => {
    const frames = accepted.frames.map((frame) => {
      const bytes = Buffer.from(frame.split(',')[1]!, 'base64');
      return dataUrl(Buffer.concat([bytes, Buffer.from([1, 2, 3])]), 'image/jpeg');
    });
    expect(await tryLogin({ ...accepted, frames }, await sentence('slt', 4))).toEqual(REFUSED);
    expect(await signals()).toContain('replayed_picture');
  });

  it.each<[string, (honest: Burst) => Burst]>([
    ['one frame', ({ frames }) => ({ frames: frames.slice(0, 1), frameTimes: [300] })],
    ['one frame with the times of eight', ({ frames, frameTimes }) => ({ frames: frames.slice(0, 1), frameTimes })],
    ['eight frames of one moment', ({ frames }) => ({ frames, frameTimes: frames.map(() => 300) })],
    ['eight frames without times', ({ frames }) => ({ frames, frameTimes: [] })],
  ])('%s: no burst is looked at', async (_, change) => {
    await expect(tryLogin(change(accepted), await sentence('slt', 4))).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('two people side by side in two frames of eight are asked for again', async () => {
    const pictures = await burst('ada', 1, 5);
    const [own, other] = await Promise.all([people.ada[1], people.berta[1]].map((crop) => facePhoto(crop)));
    const halves = await Promise.all([own!, other!].map((face) => sharp(face).resize(320, 240).toBuffer()));
    const both = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'grey' } })
      .composite(halves.map((input, i) => ({ input, left: 320 * i, top: 120 })))
      .jpeg()
      .toBuffer();
    const frames = pictures.frames.with(0, dataUrl(both)).with(7, dataUrl(both));
    expect(await tryLogin({ ...pictures, frames }, await sentence('slt', 4))).toEqual({
      ok: false,
      code: 'many_faces',
    });
  });
});

describe('what is kept to know replays by', () => {
  const kept = () => storage.prisma.replayPrint.findMany({ orderBy: { id: 'asc' } });

  it('is of the enrolment and the accepted log-in, sealed; a refused capture leaves nothing', async () => {
    const before = await kept();
    const ofKind = (kind: string, isEnrolled: boolean): number =>
      before.filter((print) => print.kind === kind && print.enrolled === isEnrolled).length;
    expect([ofKind('sound', true), ofKind('picture', true)]).toEqual([4, 3]);
    expect([ofKind('sound', false), ofKind('picture', false)]).toEqual([1, 1]);
    for (const { sealed } of before) expect(Buffer.from(sealed).subarray(0, 4).toString('latin1')).toBe('OS1\0');
    expect(await tryLogin(await burst('berta', 1), await sentence('rms', 4))).toEqual(REFUSED);
    expect(await kept()).toEqual(before);
  });
});

describe.skipIf(!existsSync(VOICES))('a person (needs ../shared/fixtures/voices)', () => {
  it('who logs in with sentence after sentence, before a camera that is never the same, is no replay', async () => {
    const files = (await readdir(VOICES)).sort();
    const clips = await Promise.all(files.map(async (file) => decodeSound(await readFile(join(VOICES, file)))));
    const speech = joined(...clips);
    const take = (i: number): string => asRecording(speech.slice(i * 5 * SAMPLE_RATE, (i + 1) * 5 * SAMPLE_RATE));
    const whole = Math.floor(speech.length / (5 * SAMPLE_RATE));
    expect(whole).toBeGreaterThan(4);
    await enrol('edith', [0, 1, 2, 2].map(take));
    const photograph = await facePhoto(people.ada[1]);
    for (let i = 3; i < Math.min(whole, 8); i++) {
      await tryLogin(await burstOf(photograph, 100 + i), take(i), 'edith');
      for (const signal of ['replayed_sound', 'replayed_picture', 'repeated_frames'])
        expect(await signals(), `log-in ${i}`).not.toContain(signal);
    }
  });
});
