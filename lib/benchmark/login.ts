import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginUpload } from '@/lib/api/contract';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { logIn, startLogin } from '@/lib/auth/login';
import { lookAhead } from '@/lib/auth/login-capture';
import { signUp } from '@/lib/auth/sign-up';
import { parseEnv } from '@/lib/env';
import type { Result } from '@/lib/errors';
import { observeFace } from '@/lib/face/observe';
import { digitsOf, sidesOf } from '@/lib/liveness/challenge/challenge';
import { median } from '@/lib/math/statistics';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { parseDataUrl } from '@/lib/media/data-url';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import { observeMouth } from '@/lib/recognition/observe-mouth';
import { observeMovement } from '@/lib/recognition/observe-movement';
import { openStorage } from '@/lib/storage/storage';
import { burst } from '@/lib/testing/burst';
import { dataUrl, photo } from '@/lib/testing/captures';
import { type TestDeps, testDeps } from '@/lib/testing/deps';
import { mouthFilm } from '@/lib/testing/mouth-film';
import { turnFilm } from '@/lib/testing/turn-film';
import { saidDigits } from '@/lib/testing/voices/said-digits';
import { wav } from '@/lib/testing/wav';
import { observeVoice } from '@/lib/voice/observe';
import { type Figure, time } from './figures';

const RUNS = 20;
/** After so long no limit remembers a refusal, in milliseconds. */
const FORGOTTEN_MS = 31 * 24 * 60 * 60_000;
const ADDRESS = '203.0.113.9';
const SPEAKER = 4;
/** How long five digits take to say. */
const DIGITS_MS = 3200;

let takes = 0;
const said = (digits: readonly number[]): string =>
  dataUrl(wav(saidDigits(SPEAKER, digits, { take: ++takes, seed: takes }), SAMPLE_RATE), 'audio/wav');

/**
 * One log-in decision on the server after the upload, with all evidence that is asked for: burst, recording, turn of the head and mouth,
 * the answer's wait for the next quarter of a second left out.
 */
export async function benchLogin(): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'open-sesame-bench-'));
  const storage = await openStorage(
    parseEnv({ DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') }),
    () => undefined,
  );
  try {
    const deps: TestDeps = { ...(await testDeps(storage)), liveness: { mode: 'required', level: 'balanced' } };
    await enrol(deps);
    const mouth = await mouthFilm('ada', DIGITS_MS);
    const turns = { left: await turnFilm('ada', ['left']), right: await turnFilm('ada', ['right']) };

    /** Milliseconds of one decision, and what it was. */
    const decision = async (
      name: string,
      frames: Awaited<ReturnType<typeof burst>>,
      ahead?: 'said' | 'turn',
    ): Promise<[number, Result]> => {
      deps.wait(FORGOTTEN_MS);
      const { attemptId, steps } = must(await startLogin(name, ADDRESS, deps));
      const turn = turns[sidesOf(steps)[0] ?? 'left'];
      const upload: LoginUpload = { attemptId, ...frames, recording: said(digitsOf(steps)), turn, mouth };
      if (ahead) await lookAhead({ attemptId, ...(ahead === 'turn' ? { turn } : { said: upload }) }, deps);
      const from = performance.now();
      const result = await logIn(upload, { address: ADDRESS, browser: 'Firefox on Linux' }, deps);
      return [performance.now() - from, result];
    };
    const own = await burst('ada', 1);
    const stranger = await burst('berta', 1);
    const refusal = async (name: string): Promise<number> => {
      const [taken, result] = await decision(name, stranger);
      if (result.ok || result.code !== 'not_recognised') throw new Error('expected a refusal');
      return taken;
    };
    must((await decision('ada', own))[1]);
    const [accepted, afterTurn, afterDigits]: [number[], number[], number[]] = [[], [], []];
    const [wrongFace, unknown]: [number[], number[]] = [[], []];
    // Some are asked again, which takes as long.
    for (let i = 0; i < RUNS; i++) {
      accepted.push((await decision('ada', own))[0]);
      afterTurn.push((await decision('ada', own, 'turn'))[0]);
      afterDigits.push((await decision('ada', own, 'said'))[0]);
    }
    for (let i = 0; i < RUNS; i++) {
      wrongFace.push(await refusal('ada'));
      unknown.push(await refusal('nobody'));
    }

    const [faceModel, voiceModel] = [await deps.faceModel(), await deps.voiceModel()];
    const bytes = (url: string): Uint8Array => parseDataUrl(url, 1_000_000);
    const sound = bytes(said([3, 1, 4, 1, 5]));
    const audio = await decodeSound(sound);
    const frames = await Promise.all(own.frames.map((each) => decodeImage(bytes(each))));
    const film = await Promise.all(turns.left.frames.map((each) => decodeImage(bytes(each))));
    const shown = film.map((frame, i) => ({ frame, at: turns.left.times[i] ?? 0 }));
    const sent = mouth.crops.map((crop, i) => ({ jpeg: bytes(crop), at: mouth.times[i] ?? 0 }));
    const { embedding } = await observeFace(frames, faceModel, 'login');
    if (!embedding) throw new Error('no face in the burst');
    const alone = async (name: string, how: string, work: () => Promise<unknown>): Promise<Figure> => ({
      name,
      value: median(await time(RUNS, work)),
      unit: 'ms',
      how,
    });
    const inTurns = `median of ${RUNS}, in turns`;
    return [
      {
        name: 'log-in decision',
        value: median(accepted),
        unit: 'ms',
        how: `median of ${RUNS}: ${frames.length} frames of 640 x 480, ${(audio.length / SAMPLE_RATE).toFixed(1)} s of sound, ${film.length} pictures of a turn, ${sent.length} of a mouth`,
      },
      { name: 'the turn looked at ahead', value: median(afterTurn), unit: 'ms', how: inTurns },
      { name: 'the digits looked at ahead', value: median(afterDigits), unit: 'ms', how: inTurns },
      await alone('of which decode', 'alone: frames and sound', () =>
        Promise.all([...own.frames.map((each) => decodeImage(bytes(each))), decodeSound(sound)]),
      ),
      await alone('of which face', 'alone', () => observeFace(frames, faceModel, 'login')),
      await alone('of which voice', 'alone', () => observeVoice(audio, voiceModel)),
      await alone('of which turn', 'alone', () => observeMovement(shown, faceModel)),
      await alone('of which mouth', 'alone', () => observeMouth(sent, { embedding, random: () => 0.5 }, deps)),
      { name: 'refusal of a known name', value: median(wrongFace), unit: 'ms', how: inTurns },
      { name: 'refusal of an unknown name', value: median(unknown), unit: 'ms', how: inTurns },
    ];
  } finally {
    await storage.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function enrol(deps: TestDeps): Promise<void> {
  const { attemptId, steps } = must(await startEnrolment({ name: 'ada', consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) must(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, { digits }] of steps.entries())
    must(await recordVoice({ attemptId, index, recording: said(digits) }, deps));
  must(await signUp({ attemptId }, ADDRESS, deps));
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return result;
}
