import type { Page } from '@playwright/test';
import { casts } from '@/lib/testing/casts';
import { facePhoto, people } from '@/lib/testing/faces';
import { beginSignUp } from './steps';
import { expect, test } from './test';

const [cast] = casts as [(typeof casts)[number]];
const looks = async () => ({ face: await facePhoto(people.ada[0]), voice: await cast.voice.logIn() });
const state = (page: Page, name: string) => page.locator(`[data-capture-state="${name}"]`);

/** Everything of the capture that can be seen or pressed lies on the screen, and nothing has to be scrolled. */
async function fits(page: Page): Promise<string[]> {
  return page.locator('.capture-screen').evaluate((screen) => {
    const parts = [...screen.querySelectorAll<HTMLElement>('.stage, .stage-view, .capture-side, button, canvas')];
    const seen = parts.filter((part) => part.getClientRects().length > 0);
    const outside = seen.filter((part) => {
      const { top, left, right, bottom } = part.getBoundingClientRect();
      return top < 0 || left < 0 || right > window.innerWidth + 1 || bottom > window.innerHeight + 1;
    });
    const scrolls = seen.filter(
      (part) => getComputedStyle(part).overflowY === 'auto' && part.scrollHeight > part.clientHeight + 1,
    );
    const view = screen.querySelector('.stage-view')?.getBoundingClientRect();
    const oval = screen.querySelector<SVGElement>('.stage-ring')?.getBoundingClientRect();
    const isCut = !view || !oval || oval.top < view.top || oval.bottom > view.bottom || oval.width < 100;
    const parted = [...outside, ...scrolls].map(({ className, textContent }) => `${className} ${textContent}`);
    return isCut ? [...parted, 'the oval'] : parted;
  });
}

test.describe('the whole capture fits one screen without scrolling', () => {
  for (const [width, height] of [
    [1280, 800],
    [390, 664],
    [844, 390],
  ] as const) {
    test(`of ${width} x ${height}: at log-in and at sign-up`, async ({ persona }, info) => {
      const page = await persona({ looks: await looks() });
      await page.setViewportSize({ width, height });
      await page.goto('/log_in');
      await page.getByLabel('Your name').fill('somebody');
      await page.getByRole('button', { name: 'Log in with face and voice' }).click();
      await expect(state(page, 'framing')).toBeVisible();
      expect(await fits(page)).toEqual([]);
      await page.screenshot({ path: info.outputPath('log-in.png') });
      await page.getByRole('button', { name: 'Start now' }).click();
      await expect(page.locator('[data-capture-step]')).toBeVisible();
      expect(await fits(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await beginSignUp(page, 'somebody');
      await expect(state(page, 'framing')).toBeVisible();
      expect(await fits(page)).toEqual([]);
      await page.screenshot({ path: info.outputPath('sign-up.png') });
    });
  }
});

test('Enter pressed twice begins once and cancels nothing; Escape cancels; the focus is never lost', async ({
  persona,
}) => {
  const page = await persona({ looks: await looks() });
  await page.goto('/log_in');
  const isLost = () => page.evaluate(() => document.activeElement === document.body);
  await page.getByLabel('Your name').fill('twice');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(state(page, 'framing')).toBeVisible();
  expect(await isLost()).toBe(false);
  await page.keyboard.press('Enter');
  await expect(state(page, 'framing')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Your name')).toHaveValue('twice');
  await expect(page.getByRole('button', { name: 'Log in with face and voice' })).toBeFocused();
});

test('a Cancel that has just appeared does nothing; one that was there does', async ({ persona }) => {
  const page = await persona({ looks: await looks() });
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('twice');
  const pressedAt = await page.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((each) => each.type === 'submit');
    button?.click();
    return new Promise<number>((resolve) => {
      const timer = setInterval(() => {
        const cancel = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
        if (!cancel) return;
        clearInterval(timer);
        cancel.click();
        resolve(performance.now());
      }, 5);
    });
  });
  await expect(state(page, 'framing')).toBeVisible();
  await page.waitForFunction((from) => performance.now() - from >= 600, pressedAt);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Log in with face and voice' })).toBeVisible();
});

test('who cannot speak or turn their head reads so before they start, and is led to another way', async ({
  persona,
}) => {
  const page = await persona();
  await page.goto('/sign_up');
  await expect(page.getByText('If you cannot speak or turn your head')).toBeVisible();
  await page.goto('/log_in');
  await expect(page.getByText('If you cannot speak or turn your head')).toBeVisible();
  await page.getByRole('button', { name: 'Other ways to log in' }).click();
  await expect(page.getByText('please ask the people who run this site')).toBeVisible();
});
