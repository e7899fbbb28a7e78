import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { casts } from '@/lib/testing/casts';
import { comeIn, submitLogIn } from './steps';
import { expect, test } from './test';

const [cast] = casts as [(typeof casts)[number]];
const NAME = 'Dora';

test('a person sees their log-ins as a chart and a table, and decides about updates', async ({ persona, server }) => {
  const first = await persona();
  await comeIn(first, server.url, NAME);
  await first.goto('/protected');
  await expect(first.getByText('This is off.')).toBeVisible();
  await first.getByRole('button', { name: 'Turn on updates' }).click();
  await expect(first.getByText('This is on.')).toBeVisible();
  await first.reload();
  await expect(first.getByText('This is on.')).toBeVisible();

  const looks = { face: await cast.face.logIn(), voice: await cast.voice.logIn() };
  const page = await persona({ looks });
  await page.goto('/protected');
  await submitLogIn(page, NAME);
  await expect(page.getByText('Your voice', { exact: true })).toBeVisible();
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
  await page.getByRole('button', { name: 'begin anew' }).click();
  await expect(page.getByText('This is on.')).toBeVisible();
  await expect.poll(extras).toEqual([]);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('This is off.')).toBeVisible();

  // Whose session is over changes nothing.
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Turn on updates' }).click();
  await expect(page).toHaveURL(/\/log_in/);
  await first.goto('/protected');
  await expect(first.getByText('This is off.')).toBeVisible();
});
