import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { CONSENT_VERSION } from '@/lib/api/consent';
import { PHOTOS } from '@/lib/media/capture-limits';
import { photo, sentence } from '@/lib/testing/captures';
import { casts } from '@/lib/testing/casts';
import { freePort } from '@/lib/testing/free-port';
import { logInByScript, redeemTicketByScript } from '@/lib/testing/people';
import { inStorage } from '@/lib/testing/server';
import { comeIn, nextClient, picture, shareSession, signUpAndComeIn, takeRest } from './steps';
import { expect, test } from './test';

/** The files of a download. */
async function download(page: Page): Promise<Record<string, string>> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const zip = unzipSync(await readFile(await (await coming).path()));
  return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test('a person changes their name, downloads their data, and logs another browser out', async ({
  persona,
  server,
}, info) => {
  const [laptop, phone] = [await persona(), await persona()];
  await comeIn(laptop, server.url, 'Edda');
  await laptop.goto('/account');
  await expect(laptop.getByText('You are logged in nowhere else.')).toBeVisible();

  await laptop.getByLabel('Name', { exact: true }).fill('Edda.the.Elder');
  await laptop.getByRole('button', { name: 'Change name' }).click();
  await expect(laptop.getByText('Your name is Edda.the.Elder now.')).toBeVisible();

  const plain = await download(laptop);
  expect(Object.keys(plain).sort()).toEqual(['data.json', 'index.html']);
  const data = JSON.parse(plain['data.json'] ?? '');
  expect(data).toMatchObject({ person: { name: 'Edda.the.Elder' }, consent: { consentVersion: CONSENT_VERSION } });
  expect(plain['index.html']).toContain('What Open Sesame keeps about Edda.the.Elder');
  await laptop.getByRole('checkbox').check();
  const full = await download(laptop);
  expect(Object.keys(full)).toContain('templates/face.json');
  expect(JSON.parse(full['templates/face.json'] ?? '').embeddings).toHaveLength(3);
  await picture(laptop, info, 'account');

  const capture = { frame: await photo('ada', 1), recording: await sentence('slt', 4) };
  const accepted = await logInByScript(await nextClient(server.url), 'edda.the.elder', capture);
  expect(accepted).toMatchObject({ ok: true });
  const { ticket } = accepted as { ticket: string };
  const { cookies } = await redeemTicketByScript(server.url, ticket);
  await phone.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: server.url })));
  await phone.goto('/account');
  await expect(phone.getByText('This session')).toBeVisible();
  await laptop.goto('/account');
  await laptop.getByRole('button', { name: /^Log out .*, logged in/ }).click();
  await expect(laptop.getByText('You are logged in nowhere else.')).toBeVisible();
  await phone.goto('/account');
  await expect(phone).toHaveURL(/\/log_in/);
});

test('a person deletes their account: a receipt is shown, and the name is free again', async ({
  persona,
  server,
}, info) => {
  const page = await persona();
  await comeIn(page, server.url, 'Gerda');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Delete my account' }).click();
  await page.getByLabel('Type your name').fill('gerda');
  await page.getByRole('button', { name: 'for good' }).click();
  await expect(page.getByText('That is not your name as it stands here.')).toBeVisible();
  await picture(page, info, 'delete');
  await page.getByLabel('Type your name').fill('Gerda');
  await page.getByRole('button', { name: 'for good' }).click();
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
  await expect(page.getByText('Notes that name nobody carry the number')).toBeVisible();
  await picture(page, info, 'receipt');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download this receipt' }).click();
  expect(await readFile(await (await coming).path(), 'utf8')).toContain('Your account is deleted');
  await page.goto('/protected');
  await expect(page).toHaveURL(/\/log_in/);
  await signUpAndComeIn(page, server.url, 'Gerda');
  await page.goto('/protected');
  await expect(page.getByRole('heading', { name: 'Hello, Gerda.' })).toBeVisible();
});

const [cast] = casts as [(typeof casts)[number]];

test('a person takes new photos of themselves: they replace the old ones, and end the sessions elsewhere', async ({
  persona,
  server,
}) => {
  const faces = async (): Promise<string[]> => {
    const people = (await readdir(server.dataDir)).filter((name) => name.length === 36).sort();
    const sealed = await Promise.all(people.map((id) => readFile(join(server.dataDir, id, 'face.sealed'), 'base64')));
    return people.map((id, i) => `${id} ${sealed[i]}`);
  };
  const page = await persona({ looks: { face: await cast.face.logIn(), voice: await cast.voice.logIn() } });
  const elsewhere = await persona();
  await comeIn(page, server.url, 'Renata');
  await shareSession(page, elsewhere);
  const before = await faces();
  await page.goto('/account');
  await page.getByRole('link', { name: 'Take new photos' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await takeRest(page, PHOTOS);
  await expect(page.getByRole('heading', { name: 'Hello, Renata.' })).toBeVisible();
  const after = await faces();
  expect(after.filter((face) => !before.includes(face))).toHaveLength(1);
  await page.goto('/account');
  await expect(page.getByText('You are logged in nowhere else.')).toBeVisible();
  await elsewhere.goto('/account');
  await expect(elsewhere).toHaveURL(/\/log_in/);
});

test('a session that is not fresh renames, exports, enrols and deletes nothing', async ({ persona, own }, info) => {
  test.slow();
  // The same address after the server was stopped: pages of before go on asking it.
  const PORT = String(await freePort());
  const url = `http://localhost:${PORT}`;
  const server = await own.start({ PORT });
  const page = await persona({ url, expected: /ERR_CONNECTION|Failed to (load|fetch)/ });
  await comeIn(page, url, 'Hedwig');
  const leaving = await page.context().newPage();
  const exporting = await page.context().newPage();
  await leaving.goto('/account/delete');
  await exporting.goto('/account');
  await page.goto('/account');
  await server.kill('SIGTERM');
  await inStorage(server, ({ prisma }) =>
    prisma.session.updateMany({ data: { startedAt: new Date(Date.now() - 600_000) } }),
  );
  await own.start({ PORT });

  await page.getByLabel('Name', { exact: true }).fill('Mallory');
  await page.getByRole('button', { name: 'Change name' }).click();
  await expect(page.getByText('Please log in once more first')).toBeVisible();
  await leaving.getByLabel('Type your name').fill('Hedwig');
  await leaving.getByRole('button', { name: 'for good' }).click();
  await expect(leaving.getByText('Please log in once more first')).toBeVisible();
  await exporting.getByRole('button', { name: 'Download my data' }).click();
  await expect(exporting).toHaveURL(/\/log_in\?again=1&from=%2Faccount/);

  await page.goto('/account');
  await expect(page.getByRole('link', { name: 'Log in again' })).toHaveCount(2);
  await expect(page.locator('#content').getByText('Hedwig')).toBeVisible();
  await picture(page, info, 'stale');
  for (const path of ['/account/renew/face', '/account/renew/voice', '/account/delete']) {
    await page.goto(path);
    await expect(page.getByRole('link', { name: 'Log in again' })).toBeVisible();
  }
  await page.goto('/account/withdraw');
  await expect(page.getByText('You have no other way to log in yet.')).toBeVisible();
  await picture(page, info, 'withdraw');
});
