import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeImage } from '@/lib/media/image';
import { mediaType } from '@/lib/media/media-type';
import { decodeSound } from '@/lib/media/sound';
import { burst } from '@/lib/testing/burst';
import { photo, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { facePhoto, people } from '@/lib/testing/faces';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';

const ADDRESS = '203.0.113.9';

let storage: TestStorage;
let deps: TestDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
});
afterAll(() => storage.close());

/** The same, and what lies in the folder of captures at the moment somebody looks at a capture. */
function spying(): { deps: TestDeps; found: Buffer[] } {
  const found: Buffer[] = [];
  const lookAround = (): void => {
    for (const entry of readdirSync(storage.tmpDir, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) found.push(readFileSync(join(entry.parentPath, entry.name)));
  };
  const spied =
    <Asked extends unknown[], Seen>(look: (...asked: Asked) => Seen) =>
    (...asked: Asked): Seen => {
      lookAround();
      return look(...asked);
    };
  const { photo, sentence, said, turn } = deps.observe;
  const observe = { photo: spied(photo), sentence: spied(sentence), said: spied(said), turn: spied(turn) };
  return { deps: { ...deps, observe }, found };
}

/** Whether a decoder takes a file: as it is, or from the place where a picture or a sound begins in it. */
async function isReadable(file: Buffer): Promise<boolean> {
  const starts = Array.from({ length: 64 }, (_, at) => file.subarray(at)).filter((rest) => mediaType(rest));
  const decoded = await Promise.allSettled(
    [file, ...starts].flatMap((bytes) => [decodeImage(bytes), decodeSound(bytes)]),
  );
  return decoded.some(({ status }) => status === 'fulfilled');
}

it('a folder with a picture in it would be noticed', async () => {
  const picture = await facePhoto(people.ada[1]);
  expect(await isReadable(picture)).toBe(true);
  expect(await isReadable(Buffer.concat([Buffer.from('OS1\0'), picture]))).toBe(true);
});

it('who reads the folder during a log-in finds nothing that a decoder takes', async () => {
  const spied = spying();
  const opened = await startLogin('nobody', ADDRESS, spied.deps);
  if (!opened.ok) throw new Error(opened.code);
  const capture = { ...(await burst('ada', 1)), recording: await sentence('slt', 4) };
  await logIn(
    { attemptId: opened.attemptId, ...capture },
    { address: ADDRESS, browser: 'Firefox on Linux' },
    spied.deps,
  );
  // Nine files, when the digits are looked at and when the turn is.
  expect(spied.found).toHaveLength(18);
  for (const file of spied.found) {
    expect(mediaType(file)).toBeUndefined();
    expect(await isReadable(file)).toBe(false);
  }
});

it('nor during a sign-up', async () => {
  const spied = spying();
  const opened = await startEnrolment({ name: 'berta', consent: true }, ADDRESS, spied.deps);
  if (!opened.ok) throw new Error(opened.code);
  await takePhoto({ attemptId: opened.attemptId, index: 0, photo: await photo('berta', 0) }, spied.deps);
  expect(spied.found).toHaveLength(1);
  for (const file of spied.found) expect(await isReadable(file)).toBe(false);
});
