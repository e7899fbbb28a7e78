import type { Page } from '@playwright/test';
import { actionClient } from '@/lib/testing/action-client';
import { dataUrl, photo } from '@/lib/testing/captures';
import { type LivePerson, livePerson } from '@/lib/testing/live-person';
import { signUpByDigits } from '@/lib/testing/people';
import { makeServerFolder, startServer, type TestServer } from '@/lib/testing/server';
import { saidDigits } from '@/lib/testing/voices/said-digits';
import { wav } from '@/lib/testing/wav';
import { type Behaviour, putBeforeCamera } from './live-camera';
import { expect, test } from './test';

const SPEAKER = 4;

let server: TestServer;
let remove: () => Promise<void>;
let ada: LivePerson;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const made = await makeServerFolder();
  remove = made.remove;
  server = await startServer(made.folder, { LIVENESS: 'required', TRUSTED_PROXIES: '1' });
  ada = await livePerson('ada', SPEAKER);
  const client = await actionClient(server.url, { 'x-forwarded-for': '192.0.2.77' });
  // Another picture than the camera shows later: the same again would be a replay.
  await signUpByDigits(client, 'ada', await photo('ada', 1), (digits, take) =>
    dataUrl(wav(saidDigits(SPEAKER, digits, { take }), 16_000), 'audio/wav'),
  );
});
test.afterAll(async () => {
  await server.kill('SIGTERM');
  await remove();
});

async function logIn(page: Page, behaviour: Behaviour = {}): Promise<void> {
  await putBeforeCamera(page, ada, behaviour);
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  // In her photograph she looks past the camera, so that she presses the button.
  await expect(state(page, 'framing')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Start now' }).click();
}

const state = (page: Page, name: string) => page.locator(`[data-capture-state="${name}"]`);

test('somebody who says the digits and turns as asked comes in', async ({ persona }) => {
  const page = await persona({ url: server.url });
  await logIn(page);
  await expect(page).toHaveURL(/\/protected/, { timeout: 90_000 });
});

test('other digits are refused in the words for any refusal', async ({ persona }) => {
  const page = await persona({ url: server.url });
  await logIn(page, { otherDigits: true });
  await expect(state(page, 'refused')).toBeVisible({ timeout: 90_000 });
});
