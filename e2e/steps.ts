import type { Page } from '@playwright/test';
import { type ActionClient, actionClient } from '@/lib/testing/action-client';
import { redeemTicketByScript, type Samples, signUpByScript, takeSamplesByScript } from '@/lib/testing/people';
import { expect } from './test';

let address = 0;
/** A script with an address of its own, so that the limits of one do not stop another (RFC 5737). */
export const nextClient = (url: string): Promise<ActionClient> =>
  actionClient(url, { 'x-forwarded-for': `192.0.2.${++address}` });

/** Signs somebody up by script and gives the browser their session. */
export async function comeIn(page: Page, url: string, name: string): Promise<void> {
  const { cookies } = await redeemTicketByScript(url, await signUpByScript(await nextClient(url), name));
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url })));
}

/** Takes the samples of a sign-up by script, and finishes it on the screen, as after a reload. */
export async function finishSignUp(page: Page, url: string, name: string, samples: Samples): Promise<void> {
  const attemptId = await takeSamplesByScript(await nextClient(url), name, samples);
  await page.evaluate((id) => sessionStorage.setItem('open-sesame.sign-up', id), attemptId);
  await page.goto('/sign_up');
  await page.getByRole('button', { name: 'Finish sign-up' }).click();
}

/** What a person does, in the words of the screen. */

const state = (page: Page, name: string) => page.locator(`[data-capture-state="${name}"]`);

export async function signUp(page: Page, name: string): Promise<void> {
  await beginSignUp(page, name);
  await takePhotos(page);
  await recordSentences(page);
}

export async function beginSignUp(page: Page, name: string): Promise<void> {
  await page.goto('/sign_up');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Go on to the photos' }).click();
}

export async function takePhotos(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Turn on the camera' }).click();
  for (const pose of ['Look straight at the camera', 'a little to the left', 'a little to the right']) {
    await expect(page.getByText(pose).first()).toBeVisible();
    await expect(state(page, 'framing')).toBeVisible();
    await page.getByRole('button', { name: 'Take the photo' }).click();
  }
  await page.getByRole('button', { name: 'Go on to your voice' }).click();
}

export async function recordSentences(page: Page, last = 'Finish sign-up'): Promise<void> {
  await page.getByRole('button', { name: 'Turn on the microphone' }).click();
  for (let i = 0; i < 3; i++) {
    await expect(state(page, 'framing')).toBeVisible();
    await page.getByRole('button', { name: 'Record' }).click();
    await expect(state(page, 'recording')).toBeVisible();
  }
  await page.getByRole('button', { name: last }).click();
}

export async function logIn(page: Page, name: string): Promise<void> {
  await page.goto('/log_in');
  await submitLogIn(page, name);
}

export async function submitLogIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(state(page, 'framing')).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}

export async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('You are logged out')).toBeVisible();
}
