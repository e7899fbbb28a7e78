import type { CDPSession, Page } from '@playwright/test';
import { casts } from '@/lib/testing/casts';
import { comeIn, logIn, logOut } from './steps';
import { expect, test } from './test';

const [cast] = casts;

/** Chromium's own authenticator in software: a platform one, whose person is verified. */
interface VirtualAuthenticator {
  cdp: CDPSession;
  authenticatorId: string;
}

async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

const credentials = async ({ cdp, authenticatorId }: VirtualAuthenticator) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/** A browser that suggests no passkeys in the name field: Chromium's authenticator would pick one by itself. */
const suggestNone = (page: Page) =>
  page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });

/** Whether that person is the one whom the device knows. */
const beVerified = ({ cdp, authenticatorId }: VirtualAuthenticator, isUserVerified: boolean) =>
  cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

async function addPasskey(page: Page): Promise<void> {
  await page.goto('/account/ways_in');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();
}

const home = (page: Page, name: string) => page.getByRole('heading', { name: `Hello, ${name}.` });

async function leave(page: Page): Promise<void> {
  await page.goto('/logout');
  await logOut(page);
}

test('a person adds a passkey, logs out, and comes in with it without a name; removed, it opens nothing', async ({
  persona,
  server,
}) => {
  const page = await persona();
  const authenticator = await addAuthenticator(page);
  await suggestNone(page);
  await comeIn(page, server.url, 'Ada.Passkey');
  await addPasskey(page);
  expect(await credentials(authenticator)).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  await expect(page.getByText('not used yet')).toBeVisible();

  await leave(page);
  await page.goto('/log_in');
  await expect(page.getByLabel('Your name')).toHaveAttribute('autocomplete', 'username webauthn');
  await page.getByRole('button', { name: 'Use a passkey', exact: true }).click();
  await expect(home(page, 'Ada.Passkey')).toBeVisible();
  await expect(page.getByText('You came in by a passkey.')).toBeVisible();

  await page.goto('/account/ways_in');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Really remove?' }).click();
  await expect(page.getByText('You have none yet.').first()).toBeVisible();
  await leave(page);
  await page.goto('/log_in');
  await page.getByRole('button', { name: 'Use a passkey', exact: true }).click();
  await expect(page.getByText('That did not match.')).toBeVisible();
});

test('the name field suggests passkeys, and the one that is picked lets its person in', async ({ persona, server }) => {
  const page = await persona();
  await addAuthenticator(page);
  await comeIn(page, server.url, 'Ada.Suggested');
  await addPasskey(page);
  await leave(page);
  await page.goto('/log_in');
  // Chromium's authenticator picks by itself.
  await expect(home(page, 'Ada.Suggested')).toBeVisible();
});

test('a person makes recovery codes, and one of them opens a session that can add a passkey and nothing else', async ({
  persona,
  server,
}) => {
  const page = await persona();
  await comeIn(page, server.url, 'Ada.Codes');
  await page.goto('/account/ways_in');
  await page.getByRole('button', { name: 'Make recovery codes' }).click();
  const shown = page.locator('.printed li');
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Open Sesame, recovery codes of Ada.Codes')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ways in' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 of 10 codes left')).toBeVisible();

  const other = await persona();
  await addAuthenticator(other);
  await other.goto('/log_in');
  await other.getByRole('button', { name: 'Other ways to log in' }).click();
  await other.getByRole('link', { name: 'Use a recovery code' }).click();
  await other.getByLabel('Your name').fill('ada.codes');
  await other.getByLabel('Recovery code').fill('0000-0000-0000-0000-0000');
  await other.getByRole('button', { name: 'Log in' }).click();
  await expect(other.getByText('That did not match.')).toBeVisible();
  await other.getByLabel('Recovery code').fill((codes[0] ?? '').toLowerCase());
  await other.getByRole('button', { name: 'Log in' }).click();
  await expect(other.getByText('You came in by a recovery code or a link.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Make new codes' })).toBeHidden();
  await other.goto('/protected');
  await expect(other).toHaveURL(/\/account\/ways_in$/);
  await other.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(other.getByText('9 of 10 codes left')).toBeVisible();
  await other.goto('/protected');
  await expect(home(other, 'Ada.Codes')).toBeVisible();
});

test('where face, voice and a passkey are asked for, the first passkey comes first, and later all three are needed', async ({
  persona,
  own,
}) => {
  test.slow();
  const server = await own.start({ ASSURANCE: 'passkey_and_face' });
  const looks = { face: await cast!.face.logIn(), voice: await cast!.voice.logIn() };
  const page = await persona({ url: server.url, looks });
  const authenticator = await addAuthenticator(page);
  await comeIn(page, server.url, 'Ada.All');
  await page.goto('/protected');
  await expect(page).toHaveURL(/\/account\/ways_in$/);
  await expect(page.getByText('This site asks for a passkey besides your face and your voice.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('button', { name: 'Make recovery codes' })).toBeVisible();
  await page.goto('/protected');
  await expect(home(page, 'Ada.All')).toBeVisible();
  await leave(page);

  await page.goto('/log_in');
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeHidden();
  await beVerified(authenticator, false);
  await logIn(page, 'Ada.All');
  await expect(page.getByText('No passkey was used.')).toBeVisible();
  expect((await page.context().cookies()).filter(({ name }) => name.includes('session-token'))).toEqual([]);
  await beVerified(authenticator, true);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await expect(home(page, 'Ada.All')).toBeVisible();
  await expect(page.getByText('You came in by face, voice and a passkey.')).toBeVisible();
});
