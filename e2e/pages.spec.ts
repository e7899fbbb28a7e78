import { actionClient } from '@/lib/testing/action-client';
import { burst } from '@/lib/testing/burst';
import { sentence } from '@/lib/testing/captures';
import { casts } from '@/lib/testing/casts';
import { beginSignUp, comeIn, submitLogIn, takePhotos } from './steps';
import { expect, test } from './test';

const [cast] = casts;
if (!cast) throw new Error('no cast');
const looks = async () => ({ face: await cast.face.signUp(), voice: await cast.voice.signUp() });

test('a stranger at the protected page is sent to log in', async ({ persona }) => {
  const page = await persona();
  await page.goto('/protected');
  await expect(page).toHaveURL(/\/log_in\?from=%2Fprotected$/);
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
});

test('somebody whose browser refuses camera and microphone reads how to allow them', async ({ persona }) => {
  const page = await persona({ looks: await looks(), permission: 'refuse' });
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(page.locator('[data-capture-state="permission_denied"]')).toBeVisible();
  await expect(page.getByText('Camera or microphone is blocked')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Other ways to log in' })).toBeVisible();
});

test('somebody without a camera is told so', async ({ persona }) => {
  const page = await persona();
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(page.getByText('We could not find a camera')).toBeVisible();
});

test('opening the log-out page changes nothing; pressing its button logs out', async ({ persona, server }) => {
  const page = await persona();
  await comeIn(page, server.url, 'leaver');
  await page.goto('/logout');
  await page.goto('/protected');
  await expect(page.getByRole('heading', { name: 'Hello, leaver.' })).toBeVisible();
  await page.goto('/logout');
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'You are logged out' })).toBeVisible();
  await page.goto('/protected');
  await expect(page).toHaveURL(/\/log_in/);
});

test('a sign-up goes on after a reload, and cancelling it forgets it and turns the camera off', async ({ persona }) => {
  const page = await persona({ looks: await looks() });
  await beginSignUp(page, 'returner');
  await takePhotos(page);
  await expect(page.getByText('Say these digits').or(page.getByText('These digits are next'))).toBeVisible();
  await page.reload();
  // Nothing goes on by itself: the person has pressed nothing on this page.
  await expect(page.locator('[data-capture-state="idle"]')).toBeAttached();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Say these digits').or(page.getByText('These digits are next'))).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel sign-up' }).click();
  await expect(page.getByText('You have cancelled. Nothing was kept.')).toBeVisible();
});

test('a locked name shows how long to wait, and the other ways', async ({ persona, server }) => {
  // In the network of the page.
  const client = await actionClient(server.url, { 'x-forwarded-for': '198.51.100.250' });
  for (let i = 0; i < 5; i++) {
    const challenge = await client.startLogin({ name: 'locked' });
    if (!challenge.ok) throw new Error(challenge.code);
    const { attemptId } = challenge;
    const answer = await client.logIn({
      attemptId,
      ...(await burst('ada', 0)),
      recording: await sentence('slt', 4),
    });
    expect(answer).toEqual({ ok: false, code: 'not_recognised', triesLeft: expect.any(Number) });
  }
  const page = await persona({ looks: await looks() });
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('locked');
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(page.getByText(/Too many tries\. You can try again in \d+ seconds?\./).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Other ways to log in' })).toBeVisible();
});

test('an address from another site is not followed after a log-in', async ({ persona }) => {
  // Another sentence than those enrolled: one of them would be a replay.
  const page = await persona({ looks: { face: await cast.face.signUp(), voice: await cast.voice.logIn() } });
  await page.goto('/log_in?from=https://evil.example/');
  await submitLogIn(page, 'careful');
  await expect(page).toHaveURL(/localhost:\d+\/protected$/);
});

test('a page that does not exist says so and leads home', async ({ server }) => {
  const response = await fetch(`${server.url}/nowhere`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('href="/"');
});

test('every page forbids framing and other origins, and allows camera and microphone to this one only', async ({
  server,
}) => {
  for (const path of ['/', '/log_in', '/sign_up', '/logout', '/nowhere']) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});
