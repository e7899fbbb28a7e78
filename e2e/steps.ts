import { readdir } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { PHOTOS, STRINGS } from '@/lib/media/capture-limits';
import { type ActionClient, actionClient } from '@/lib/testing/action-client';
import { redeemTicketByScript, type Samples, signUpByScript, takeSamplesByScript } from '@/lib/testing/people';
import { type Resident, ticketOf } from '@/lib/testing/residents';
import type { TestServer } from '@/lib/testing/server';
import { expect } from './test';

/** The files of captures that a server has not removed; the folder of a sign-up that is still open may stay, empty. */
export async function capturesLeft({ tmpDir }: TestServer): Promise<string[]> {
  const entries = await readdir(tmpDir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

let address = 0;
/** A script with an address of its own, so that the limits of one do not stop another (RFC 5737). */
export const nextClient = (url: string): Promise<ActionClient> =>
  actionClient(url, { 'x-forwarded-for': `192.0.2.${++address}` });

/** Gives the browser a session of somebody who lives here; once for each. */
export async function comeIn(page: Page, url: string, name: Resident): Promise<void> {
  await bring(page, url, ticketOf(name));
}

/** Signs somebody up by script and gives the browser their session. */
export async function signUpAndComeIn(page: Page, url: string, name: string): Promise<void> {
  await bring(page, url, await signUpByScript(await nextClient(url), name));
}

async function bring(page: Page, url: string, ticket: string): Promise<void> {
  const { cookies } = await redeemTicketByScript(url, ticket);
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url })));
}

/** Gives another browser the session of a page. */
export async function shareSession(page: Page, other: Page): Promise<void> {
  const cookies = await page.context().cookies();
  await other.context().addCookies(cookies.filter(({ name }) => name.includes('session-token')));
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
  await takeRest(page, PHOTOS + STRINGS);
}

export async function beginSignUp(page: Page, name: string): Promise<void> {
  await page.goto('/sign_up');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}

export async function takePhotos(page: Page): Promise<void> {
  await take(page, () => held(page, PHOTOS));
}

/** The rest of a sign-up, or a renewal: until camera and microphone are off again. */
export async function takeRest(page: Page, samples: number): Promise<void> {
  await take(page, () => held(page, samples - 1));
  await take(page, async () => !(await page.locator('.capture-screen').isVisible()));
}

const held = async (page: Page, samples: number): Promise<boolean> =>
  (await page.getByText('Accepted. Press to take it again.').count()) >= samples;

/** People in photographs do not turn as they are asked: where a sample is not taken by itself, they press the button. */
async function take(page: Page, isDone: () => Promise<boolean>): Promise<void> {
  const button = page.getByRole('button', { name: 'Start now' });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1000 }).catch(() => undefined);
    expect(await isDone()).toBe(true);
  }).toPass({ timeout: 120_000, intervals: [200] });
}

export async function logIn(page: Page, name: string): Promise<void> {
  await page.goto('/log_in');
  await submitLogIn(page, name);
}

export async function submitLogIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(state(page, 'framing').or(state(page, 'recording'))).toBeVisible();
  await take(page, async () => !(await state(page, 'framing').isVisible()));
  await expect(state(page, 'counting_down').or(state(page, 'recording'))).toBeHidden({ timeout: 40_000 });
  // The page gives the server half a minute.
  await expect(state(page, 'uploading').or(state(page, 'checking'))).toBeHidden({ timeout: 35_000 });
}

export async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'You are logged out' })).toBeVisible();
}

/** At a desk and on a phone, by day and by night. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const path = info.outputPath(`${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
}
