import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closeEvent, openEvent, recordAct } from '@/lib/storage/audit';
import { saveScores } from '@/lib/storage/scores';
import type { Storage } from '@/lib/storage/storage';
import { casts } from '@/lib/testing/casts';
import { freePort } from '@/lib/testing/free-port';
import { inStorage } from '@/lib/testing/server';
import { comeIn, submitLogIn } from './steps';
import { expect, test } from './test';

const [cast] = casts as [(typeof casts)[number]];
const NAME = 'Dora';

test('a person sees their log-ins as a chart and a table, and decides about updates', async ({ persona, server }) => {
  const first = await persona();
  await comeIn(first, server.url, NAME);
  await first.goto('/account');
  await expect(first.getByText('This is off.')).toBeVisible();
  await first.getByRole('button', { name: 'Turn on updates' }).click();
  await expect(first.getByText('This is on.')).toBeVisible();
  await first.reload();
  await expect(first.getByText('This is on.')).toBeVisible();

  const looks = { face: await cast.face.logIn(), voice: await cast.voice.logIn() };
  const page = await persona({ looks });
  await page.goto('/protected');
  await submitLogIn(page, NAME);
  await expect(page.getByRole('heading', { name: 'How well you matched' })).toBeVisible();
  await page.getByText('With numbers').click();
  const face = page.getByRole('figure').filter({ hasText: 'Your face' });
  await face.getByText('The same as a table').click();
  const row = face.getByRole('row').filter({ hasText: 'yes' });
  const [, close, asked] = await row.getByRole('cell').allTextContents();
  expect(Number(close)).toBeGreaterThan(Number(asked));
  await expect(face.locator('svg')).toContainText(close as string);

  const extras = async (): Promise<string[]> => {
    const people = (await readdir(server.dataDir)).filter((name) => name.length === 36);
    const files = await Promise.all(people.map((id) => readdir(join(server.dataDir, id))));
    return files.flat().filter((name) => name.includes('adaptive'));
  };
  expect((await extras()).sort()).toEqual(['face-adaptive.sealed', 'voice-adaptive.sealed']);
  await page.goto('/account');
  await page.getByRole('button', { name: 'begin anew' }).click();
  await expect(page.getByText('This is on.')).toBeVisible();
  await expect.poll(extras).toEqual([]);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('This is off.')).toBeVisible();

  // Whose session is over changes nothing.
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Turn on updates' }).click();
  await expect(page).toHaveURL(/\/log_in/);
  await first.goto('/account');
  await expect(first.getByText('This is off.')).toBeVisible();
});

const DAY_MS = 24 * 60 * 60_000;

/** A month of somebody's log-ins: one or two a day, five bad days, and three tries since the last visit. */
async function seedMonth(storage: Storage, now: Date): Promise<void> {
  const { id: userId, name } = await storage.prisma.user.findFirstOrThrow({ where: { name: NAME } });
  const note = async (outcome: 'accept' | 'reject', at: Date): Promise<void> => {
    const event = await openEvent(storage, 'login', { name, address: 'home', origin: 'home' }, at);
    const why = outcome === 'reject' ? { reason: 'voice_mismatch', signals: ['unusual_hour'] } : {};
    await closeEvent(storage, event, { outcome, userId, browser: 'Firefox on Linux', ...why });
    const visit = { kind: 'session', outcome: 'accept', subject: 'opened', userId } as const;
    if (outcome === 'accept') await recordAct(storage, visit, at);
    const score = { userId, model: 'm', similarity: 0.7, threshold: 0.5, accepted: outcome === 'accept', at };
    const both = (['face', 'voice'] as const).map((modality) => ({ ...score, modality, origin: 'home' }));
    await saveScores(storage, both);
  };
  for (let day = 30; day > 0; day--) {
    const at = (hours: number) => new Date(now.getTime() - day * DAY_MS + hours * 3_600_000);
    if (day % 6 === 3) for (let hour = 0; hour < 4; hour++) await note('reject', at(hour));
    await note('accept', at(5));
    if (day % 2 === 0) await note('accept', at(9));
  }
  for (const minutes of [30, 20, 10]) await note('reject', new Date(now.getTime() - minutes * 60_000));
}

test('with a month of history the page is no higher than 1,400 pixels, and asks about failed tries', async ({
  persona,
  own,
}, info) => {
  test.slow();
  const PORT = String(await freePort());
  const url = `http://localhost:${PORT}`;
  const server = await own.start({ PORT });
  const page = await persona({ url, expected: /ERR_CONNECTION|Failed to (load|fetch)/ });
  await comeIn(page, url, NAME);
  await server.kill('SIGTERM');
  await inStorage(server, (storage) => seedMonth(storage, new Date()));
  await own.start({ PORT });
  await page.goto('/protected');
  await expect(page.getByText(/^3 failed tries with your name\. Was this you\?$/)).toBeVisible();
  await expect(page.getByText('4 tries not recognised').first()).toBeVisible();
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      info.annotations.push({ type: `height at ${width}`, description: String(height) });
      if (width === 1280) expect(height).toBeLessThanOrEqual(1400);
      const path = info.outputPath(`dashboard-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'No, that was not me' }).click();
  await expect(page.getByText('You said that a try was not yours')).toBeVisible();
  await expect(page.getByText('Was this you?')).toBeHidden();
});
