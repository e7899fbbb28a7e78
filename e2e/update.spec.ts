import type { Page } from '@playwright/test';
import { catalogue } from '@/components/messages/catalogue';
import { listActions } from '@/lib/testing/action-client';
import { expect, test } from './test';

/** An id of no action, as the page of another version sends it. */
const GONE = `40${'0'.repeat(40)}`;
const expected = /status of 40[49]/;

/** Makes the next action of a page one that the server does not know any more. */
async function updateBehind(page: Page): Promise<void> {
  const sendsAction = ({ pathname }: URL): boolean => pathname === new URL(page.url()).pathname;
  await page.route(sendsAction, async (route) => {
    const headers = route.request().headers();
    if (!headers['next-action']) return route.fallback();
    await route.continue({ headers: { ...headers, 'next-action': GONE } });
    await page.unroute(sendsAction);
  });
}

test('an action has one id in every build, whoever builds, so that pages from before an update find it', async () => {
  const ids = new Map((await listActions()).map(({ name, id }) => [name, id]));
  expect(ids.get('startLogin')).toBe('40d8a45120c3e391d320be4d10efd9c21be117caaa');
  expect(ids.get('logIn')).toBe('40328d640d49797dd8394c35456ebaf6d6569b3e5a');
});

test('a log-in on a page from before an update says so, loads the new page and keeps the name', async ({ persona }) => {
  const page = await persona({ expected });
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('Ada.Lovelace');
  await updateBehind(page);
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  const loaded = page.waitForEvent('load');
  await expect(page.getByText(catalogue['en-GB'].site.outdated)).toBeVisible();
  await loaded;
  await expect(page.getByLabel('Your name')).toHaveValue('Ada.Lovelace');
  await expect(page.getByText(catalogue['en-GB'].site.outdated)).toBeHidden();
  await page.reload();
  await expect(page.getByLabel('Your name')).toHaveValue('');
});

test('so does a sign-up, and the new page works', async ({ persona }) => {
  const page = await persona({ expected });
  await page.goto('/sign_up');
  const name = page.getByRole('textbox', { name: 'Name' });
  const goOn = page.getByRole('button', { name: 'Start', exact: true });
  await name.fill('Grace.Hopper');
  await page.getByRole('checkbox').check();
  await updateBehind(page);
  await goOn.click();
  const loaded = page.waitForEvent('load');
  await expect(page.getByText(catalogue['en-GB'].site.outdated)).toBeVisible();
  await loaded;
  await expect(name).toHaveValue('Grace.Hopper');
  await page.getByRole('checkbox').check();
  await goOn.click();
  await expect(page.getByText('We could not find a camera')).toBeVisible();
});
