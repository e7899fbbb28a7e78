import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { decodeSound } from '@/lib/media/sound';
import type { Storage } from '@/lib/storage/storage';
import { burst } from '@/lib/testing/burst';
import { photo, recording, sentence } from '@/lib/testing/captures';
import { casts } from '@/lib/testing/casts';
import { logInByScript } from '@/lib/testing/people';
import type { Resident } from '@/lib/testing/residents';
import { inStorage, placesEnv, placesIn, type ServerPlaces } from '@/lib/testing/server';
import { TWIN, writeTwoModels } from '@/lib/testing/two-models';
import { logIn, nextClient, picture, submitLogIn, takeRest } from './steps';
import { changeVoice, expect, test } from './test';

const [cast] = casts;
const NAME: Resident = 'Ada.Voice';
const REFUSED = { ok: false, code: 'not_recognised', triesLeft: expect.any(Number) };

/** What a change of `VOICE_MODEL` leaves when the old file is removed: a voice enrolled with a model that is not there. */
async function removeModel({ prisma, templates }: Storage): Promise<void> {
  for (const { id } of await prisma.user.findMany()) {
    const voice = await templates.readOne(id, 'voice');
    await templates.replace(id, 'voice', { ...voice, model: 'a-model-of-before' });
  }
  await prisma.user.updateMany({ data: { voiceModel: 'a-model-of-before' } });
}

/** What the operator prints. */
async function codeFor(name: string, places: ServerPlaces): Promise<string> {
  const words = ['--import', 'tsx', 'scripts/people.ts', 'renewal-code', name];
  const env = { ...process.env, ...placesEnv(places) };
  return (await promisify(execFile)(process.execPath, words, { env })).stdout.trim();
}

/** One picture of Ada and the voice of somebody else, who wants to be her from now on. */
async function attack(url: string, code?: string): Promise<unknown> {
  const client = await nextClient(url);
  const challenge = await client.startLogin({ name: NAME });
  if (!challenge.ok) return challenge;
  const capture = { ...(await burst('ada', 0)), recording: await sentence('rms', 4) };
  return client.logIn({ attemptId: challenge.attemptId, ...capture, code });
}

/** In another take than at the sign-up: the same recording again would be a replay. */
async function looks() {
  return { face: await cast!.face.signUp(), voice: await cast!.voice.logIn() };
}

const renewal = (page: Page) => page.getByRole('heading', { name: 'Your voice, once more' });
const home = (page: Page) => page.getByRole('heading', { name: `Hello, ${NAME}.` });

async function sayThem(page: Page): Promise<void> {
  const another = await decodeSound(await recording('slt', 3));
  await changeVoice(page, another);
  await page.getByRole('button', { name: 'Start' }).click();
  await takeRest(page, 4);
  await expect(home(page)).toBeVisible();
  await page.goto('/renew_voice');
  await expect(page).toHaveURL(/\/protected$/);
}

test('while two voice models run a person logs in by face and voice as ever, says digits later, and all is as before', async ({
  persona,
  own,
}, info) => {
  test.slow();
  const models = join(await own.folder(), 'models');
  await writeTwoModels(models);
  const server = await own.start({ VOICE_MODEL: TWIN, MODELS_DIR: models });
  expect(await attack(server.url)).toEqual(REFUSED);
  const client = await nextClient(server.url);
  const otherFace = { frame: await photo('berta', 1), recording: await sentence('slt', 4) };
  expect(await logInByScript(client, NAME, otherFace)).toEqual(REFUSED);

  const page = await persona({ url: server.url, looks: await looks() });
  await logIn(page, NAME);
  await expect(renewal(page)).toBeVisible();
  await picture(page, info, 'offered');
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(home(page)).toBeVisible();
  await page.goto('/protected');
  await expect(page.getByText('When you have a quiet minute')).toBeVisible();
  await picture(page, info, 'postponed');
  await page.getByRole('link', { name: 'Say them now' }).click();
  await expect(renewal(page)).toBeVisible();
  await sayThem(page);
  await expect(page.getByText('When you have a quiet minute')).toBeHidden();

  expect(await attack(server.url)).toEqual(REFUSED);
});

test('where the old voice model is gone a picture takes nothing over; the owner comes in with a code, and says digits', async ({
  persona,
  own,
}, info) => {
  test.slow();
  const places = placesIn(await own.folder());
  await inStorage(places, removeModel);
  const code = await codeFor(NAME, places);
  const server = await own.start();
  expect(server.output()).toContain('npm run people -- renewal-code');
  expect(await attack(server.url)).toEqual(REFUSED);
  expect(await attack(server.url, '0'.repeat(26))).toEqual(REFUSED);
  const client = await nextClient(server.url);
  const owner = { frame: await photo('ada', 0), recording: await sentence('slt', 4) };
  expect(await logInByScript(client, NAME, owner)).toEqual(REFUSED);

  const page = await persona({ url: server.url, looks: await looks() });
  await page.goto('/log_in');
  await page.getByRole('button', { name: 'Other ways to log in' }).click();
  await expect(page.getByText('please ask the people who run this site')).toBeVisible();
  await picture(page, info, 'other-ways');
  await page.getByRole('button', { name: 'I have a code' }).click();
  await expect(page.getByLabel('Your code')).toBeFocused();
  await page.getByLabel('Your code').fill(code);
  await picture(page, info, 'code');
  await submitLogIn(page, NAME);
  await expect(renewal(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Later' })).toBeHidden();
  await page.goto('/protected');
  await expect(page).toHaveURL(/\/renew_voice$/);
  await picture(page, info, 'required');
  await sayThem(page);

  expect(await attack(server.url, code)).toEqual(REFUSED);
});
