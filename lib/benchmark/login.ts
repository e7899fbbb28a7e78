import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { logIn, startLogin } from '@/lib/auth/login';
import { signUp } from '@/lib/auth/sign-up';
import { parseEnv } from '@/lib/env';
import type { Result } from '@/lib/errors';
import { observeFace } from '@/lib/face/observe';
import { median } from '@/lib/math/statistics';
import { parseDataUrl } from '@/lib/media/data-url';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import { openStorage } from '@/lib/storage/storage';
import { burst } from '@/lib/testing/burst';
import { ENROLLED, photo, sentence } from '@/lib/testing/captures';
import { testDeps } from '@/lib/testing/deps';
import { observeVoice } from '@/lib/voice/observe';
import { type Figure, time } from './figures';

const RUNS = 20;
/** After so long no limit remembers a refusal, in milliseconds. */
const FORGOTTEN_MS = 31 * 24 * 60 * 60_000;
const ADDRESS = '203.0.113.9';

/** One log-in decision on the server after the upload: eight frames of 640 x 480 and five seconds of Opus. */
export async function benchLogin(): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'open-sesame-bench-'));
  const storage = await openStorage(
    parseEnv({ DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') }),
    () => undefined,
  );
  try {
    const deps = await testDeps(storage);
    await enrol(deps);
    const recording = await sentence('slt', 4);
    const { frames, frameTimes } = await burst('ada', 1);

    const whole = await time(RUNS, async () => {
      deps.wait(FORGOTTEN_MS);
      const { attemptId } = must(await startLogin('ada', ADDRESS, deps));
      must(
        await logIn(
          { attemptId, frames, frameTimes, recording },
          { address: ADDRESS, browser: 'Firefox on Linux' },
          deps,
        ),
      );
    });

    const stranger = await burst('berta', 1);
    const refusal = (name: string) => async (): Promise<void> => {
      deps.wait(FORGOTTEN_MS);
      const { attemptId } = must(await startLogin(name, ADDRESS, deps));
      const capture = { attemptId, ...stranger, recording };
      const result = await logIn(capture, { address: ADDRESS, browser: 'Firefox on Linux' }, deps);
      if (result.ok || result.code !== 'not_recognised') throw new Error('expected a refusal');
    };
    const [wrongFace, unknown]: [number[], number[]] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      wrongFace.push(...(await time(1, refusal('ada'), 0)));
      unknown.push(...(await time(1, refusal('nobody'), 0)));
    }

    const [faceModel, voiceModel] = [await deps.faceModel(), await deps.voiceModel()];
    const pictures = frames.map((each) => parseDataUrl(each, 1_000_000));
    const sound = parseDataUrl(recording, 1_000_000);
    const decode = await time(RUNS, () =>
      Promise.all([...pictures.map((each) => decodeImage(each)), decodeSound(sound)]),
    );
    const decoded = await Promise.all(pictures.map((each) => decodeImage(each)));
    const audio = await decodeSound(sound);
    const face = await time(RUNS, () => observeFace(decoded, faceModel, 'login'));
    const voice = await time(RUNS, () => observeVoice(audio, voiceModel));
    const parts = [median(decode), median(face), median(voice)];
    const rest = median(whole) - (parts[0] as number) - Math.max(parts[1] as number, parts[2] as number);
    const how = `median of ${RUNS}, ${frames.length} frames of 640 x 480 and ${(audio.length / 16_000).toFixed(1)} s of Opus`;
    return [
      { name: 'log-in decision', value: median(whole), unit: 'ms', how },
      { name: 'of which decode', value: parts[0] as number, unit: 'ms', how: 'alone' },
      { name: 'of which face', value: parts[1] as number, unit: 'ms', how: 'alone' },
      { name: 'of which voice', value: parts[2] as number, unit: 'ms', how: 'alone; runs beside the face' },
      { name: 'of which the rest', value: rest, unit: 'ms', how: 'whole - decode - the longer of face and voice' },
      { name: 'refusal of a known name', value: median(wrongFace), unit: 'ms', how: `median of ${RUNS}, in turns` },
      { name: 'refusal of an unknown name', value: median(unknown), unit: 'ms', how: `median of ${RUNS}, in turns` },
    ];
  } finally {
    await storage.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function enrol(deps: Awaited<ReturnType<typeof testDeps>>): Promise<void> {
  const { attemptId } = must(await startEnrolment({ name: 'ada', consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) must(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, n] of ENROLLED.entries())
    must(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, deps));
  must(await signUp({ attemptId }, ADDRESS, deps));
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return result;
}
