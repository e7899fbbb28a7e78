import { chromium } from '@playwright/test';
import { casts } from '@/lib/testing/casts';
import { needChromium } from '@/lib/testing/chromium';
import { comeIn } from './steps';
import { expect, test } from './test';

test.describe('somebody who is logged in', () => {
  test('sees their name on every page, and logs out from its menu', async ({ persona, server }) => {
    const page = await persona();
    await comeIn(page, server.url, 'Мария');
    await page.goto('/about');
    await page.getByRole('button', { name: 'Мария: menu' }).click();
    await page.getByRole('menuitem', { name: 'Your page' }).click();
    await expect(page.getByRole('heading', { name: 'Hello, Мария.' })).toBeVisible();
    await page.getByRole('button', { name: 'Мария: menu' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await expect(page.getByRole('heading', { name: 'You are logged out' })).toBeVisible();
    await expect(page.getByText('Мария')).toBeHidden();
  });

  test('is not asked to log in or to sign up, but may', async ({ persona, server }) => {
    const page = await persona();
    await comeIn(page, server.url, 'inside');
    await page.goto('/log_in?from=/about');
    await expect(page.getByText('You are logged in as inside.')).toBeVisible();
    await expect(page.getByLabel('Your name')).toBeHidden();
    await page.getByRole('link', { name: 'Go on' }).click();
    await expect(page).toHaveURL(/\/about$/);
    await page.goto('/log_in');
    await page.getByRole('link', { name: 'Log in once more' }).click();
    await expect(page.getByLabel('Your name')).toBeVisible();
    await page.goto('/sign_up');
    await expect(page.getByText('You are logged in as inside.')).toBeVisible();
    await page.locator('main').getByRole('button', { name: 'Log out' }).click();
    await expect(page).toHaveURL(/\/logged_out$/);
  });

  test('is never told that they are logged out', async ({ persona, server }) => {
    const page = await persona();
    await comeIn(page, server.url, 'truly-in');
    for (const path of ['/logged_out', '/?logged_out=1']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: /Look at the screen/ })).toBeVisible();
      await expect(page.getByText('You are logged out')).toBeHidden();
    }
  });
});

test('a stranger who comes to the log-out page is asked nothing', async ({ server }) => {
  const answer = await fetch(`${server.url}/logout`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([307, '/']);
});

test('nobody is looked up for a visitor without a session', async ({ server }) => {
  const page = await (await fetch(`${server.url}/`)).text();
  expect(page).toContain('Open Sesame');
  expect(page).not.toContain('aria-haspopup="menu"');
});

test.describe('without JavaScript', () => {
  for (const [path, label] of [
    ['/log_in', 'Your name'],
    ['/sign_up', 'Name'],
  ] as const)
    test(`${path} says that it needs it, and takes no name that it could not keep out of the address`, async ({
      server,
    }) => {
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const browser = await chromium.launch({ executablePath: needChromium(), args });
      const page = await browser.newPage({ javaScriptEnabled: false, baseURL: server.url });
      await page.goto(path);
      // Chromium under test keeps <noscript> as text (it is told not to run scripts only after it is told how to read pages).
      expect(await page.locator('main noscript').textContent()).toContain('This page needs JavaScript');
      await expect(page.getByLabel(label, { exact: true })).toBeDisabled();
      for (const form of await page.locator('main form').all()) await expect(form).toHaveAttribute('method', 'post');
      await browser.close();
    });
});

test('somebody whose connection is gone is told so, and not that it is our fault', async ({ persona, server }) => {
  const page = await persona({ expected: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });
  await comeIn(page, server.url, 'tunnel');
  await page.goto('/logout');
  // Before the script is there the browser sends the form by itself, and it is the browser who says that there is no connection.
  await expect(page.getByRole('button', { name: 'Deutsch' })).toBeEnabled();
  await page.context().setOffline(true);
  await page.locator('main').getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expect(page.getByText('Something went wrong')).toBeHidden();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'Log out?' })).toBeVisible();
});

test('a page of which a part does not come loads itself anew once', async ({ persona }) => {
  const page = await persona({ expected: /ERR_FAILED|chunk/i });
  await page.goto('/log_in');
  await page.waitForLoadState('networkidle');
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads++;
  });
  await page.route('**/_next/static/chunks/**', (route) => (loads === 0 ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Other ways to log in' }).click();
  await expect.poll(() => loads).toBe(1);
  await expect(page.getByLabel('Your name')).toBeEnabled();
  await page.getByRole('button', { name: 'Other ways to log in' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(loads).toBe(1);
});

test('who wants to sees each picture before it is sent, and decides', async ({ persona }) => {
  const [cast] = casts;
  if (!cast) throw new Error('no cast');
  const page = await persona({ looks: { face: await cast.face.signUp(), voice: await cast.voice.signUp() } });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && (request.postData() ?? '').includes('data:image')) sent.push(request.url());
  });
  await page.goto('/sign_up');
  await page.getByLabel('Name', { exact: true }).fill('careful');
  await page.getByRole('checkbox').check();
  await page.getByText('Show what we recorded').click();
  await page.getByRole('checkbox', { name: /before it is sent/ }).check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'This is what we recorded' });
  // People in photographs may have to say when.
  const shown = async (): Promise<void> => {
    const button = page.getByRole('button', { name: 'Start now' });
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 1000 }).catch(() => undefined);
      await expect(dialog.getByRole('img')).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 60_000 });
  };
  await shown();
  await dialog.getByRole('button', { name: 'Take it again' }).last().click();
  expect(sent).toEqual([]);
  await shown();
  await dialog.getByRole('button', { name: 'Send it' }).click();
  await expect(page.getByText('Accepted. Press to take it again.').first()).toBeAttached();
  expect(sent).toHaveLength(1);
  // Small pictures of what was taken are there again after a reload.
  await page.reload();
  await expect(page.locator('li img')).toHaveCount(1);
});

test('text at twice its size stays within a narrow page', async ({ persona }) => {
  const page = await persona();
  await page.setViewportSize({ width: 390, height: 664 });
  for (const path of ['/', '/log_in', '/sign_up', '/help', '/about', '/logged_out']) {
    await page.goto(path);
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([path, over]).toEqual([path, 0]);
  }
});

test('the name has the focus on arrival, and what is to be mended has it afterwards', async ({ persona }) => {
  const page = await persona();
  await page.goto('/sign_up');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill('аda');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(page.getByText('Please use the letters of one script')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('ada');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('checkbox')).toBeFocused();
});

test('a telephone held sideways shows the picture and the buttons together', async ({ persona }) => {
  const [cast] = casts;
  if (!cast) throw new Error('no cast');
  const page = await persona({ looks: { face: await cast.face.signUp(), voice: await cast.voice.signUp() } });
  for (const [width, height] of [
    [844, 390],
    [390, 664],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto('/log_in');
    await page.getByLabel('Your name').fill('sideways');
    await page.getByRole('button', { name: 'Log in with face and voice' }).click();
    await expect(page.locator('.stage-view')).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 });
  }
});
