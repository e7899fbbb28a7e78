import type { Page } from '@playwright/test';
import { catalogue } from '@/components/messages/catalogue';
import { burst } from '@/lib/testing/burst';
import { sentence } from '@/lib/testing/captures';
import { comeIn, nextClient, shareSession } from './steps';
import { expect, test } from './test';

const english = catalogue['en-GB'];
const german = catalogue['de-DE'];

const speaks = async (page: Page, language: string, heading: string): Promise<void> => {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
};

test('a browser that asks for German gets every page in German', async ({ persona }) => {
  const page = await persona({ locale: 'de-DE' });
  for (const [path, area] of [
    ['/', german.home],
    ['/log_in', german.logIn],
    ['/sign_up', german.signUp],
    ['/about', german.about],
    ['/help', german.help],
  ] as const) {
    await page.goto(path);
    await speaks(page, 'de-DE', area.title);
  }
  await expect(page).toHaveTitle(`${german.help.title} · ${german.site.name}`);
});

test('what goes wrong is told in German: a name that cannot be, a consent that is missing, no camera', async ({
  persona,
}) => {
  const page = await persona({ locale: 'de-AT' });
  await page.goto('/sign_up');
  await page.getByLabel(german.signUp.name.label, { exact: true }).fill('..');
  await page.getByRole('button', { name: german.signUp.name.submit }).click();
  await expect(page.getByText(german.names.too_short)).toBeVisible();
  await expect(page.getByText(german.errors.consent_required)).toBeVisible();

  await page.goto('/log_in');
  await page.getByLabel(german.logIn.name).fill('ada');
  await page.getByRole('button', { name: german.logIn.submit }).click();
  const announced = page.getByRole('status').filter({ hasText: german.capture.states.no_camera.title });
  await expect(announced).toContainText(german.capture.states.no_camera.text);
  await expect(page.getByRole('button', { name: german.capture.actions.tryAgain })).toBeVisible();
  await page.getByRole('button', { name: german.logIn.otherWays.title }).click();
  await expect(page.getByRole('dialog')).toContainText(german.logIn.otherWays.why);
});

test('a browser that asks for no language of ours gets English', async ({ persona }) => {
  const page = await persona({ locale: 'fr-FR' });
  await page.goto('/log_in');
  await speaks(page, 'en-GB', english.logIn.title);
});

test('who chooses a language keeps it: after a reload, behind the door, and after a log-out', async ({
  persona,
  server,
}) => {
  const page = await persona({ locale: 'en-US' });
  await comeIn(page, server.url, 'Wanda');
  await page.goto('/');
  await speaks(page, 'en-GB', english.home.title);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await speaks(page, 'de-DE', german.home.title);
  await page.reload();
  await speaks(page, 'de-DE', german.home.title);
  await page.goto('/protected');
  await speaks(page, 'de-DE', 'Hallo, Wanda.');
  await page.getByRole('button', { name: german.account.logOut.action }).click();
  await expect(page.getByText(german.header.loggedOut.text)).toBeVisible();
  await speaks(page, 'de-DE', german.header.loggedOut.title);
  await page.getByRole('button', { name: 'English' }).click();
  await speaks(page, 'en-GB', english.header.loggedOut.title);
});

test('times are written in the language of the person, by their own clock', async ({ persona, server }) => {
  const name = 'Zora';
  const page = await persona({ locale: 'de-DE', timeZone: 'Asia/Kathmandu' });
  await comeIn(page, server.url, name);
  const client = await nextClient(server.url);
  const challenge = await client.startLogin({ name });
  if (!challenge.ok) throw new Error(challenge.code);
  await client.logIn({
    attemptId: challenge.attemptId,
    ...(await burst('ada', 0)),
    recording: await sentence('slt', 4),
  });

  const elsewhere = await persona({ locale: 'en-GB', timeZone: 'America/New_York' });
  await shareSession(page, elsewhere);
  for (const [reader, language, timeZone] of [
    [page, 'de-DE', 'Asia/Kathmandu'],
    [elsewhere, 'en-GB', 'America/New_York'],
  ] as const) {
    await reader.goto('/protected');
    const time = reader.locator('time').first();
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const written = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    await expect(time).toHaveText(written.format(at));
  }
});
