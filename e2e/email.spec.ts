import { secretIn, startMailServer } from '@/lib/testing/mail-server';
import { comeIn, logOut } from './steps';
import { expect, test } from './test';

const ADDRESS = 'ada@example.org';

test('a person confirms an address, and comes back in by a link to it, once, to a session that can add a way in', async ({
  persona,
  own,
}) => {
  const mail = await startMailServer();
  const server = await own.start({ SMTP_URL: mail.url, SMTP_FROM: 'sesame@example.org' });
  const newest = async (letters: number): Promise<string> => {
    await expect.poll(() => mail.letters.length).toBe(letters);
    expect(mail.letters.at(-1)?.to).toBe(ADDRESS);
    return secretIn(mail.letters.at(-1));
  };
  try {
    const page = await persona({ url: server.url });
    await comeIn(page, server.url, 'Ada.Letter');
    await page.goto('/account/ways_in');
    await page.getByLabel('E-mail address').fill(ADDRESS);
    await page.getByRole('button', { name: 'Send a link to this address' }).click();
    await expect(page.getByText(`A letter is on its way to ${ADDRESS}.`)).toBeVisible();
    await page.goto(`/account/email#${await newest(1)}`);
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await expect(page.getByText('The address is confirmed.')).toBeVisible();
    expect(page.url(), 'the secret stays in no address').not.toContain('#');

    await page.goto('/protected');
    await logOut(page);
    await page.goto('/log_in');
    await page.getByRole('button', { name: 'Other ways to log in' }).click();
    await page.getByRole('link', { name: 'Send me a link by e-mail' }).click();
    for (const [name, letters] of [
      ['nobody.at.all', 1],
      ['ada.letter', 2],
    ] as const) {
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await expect(page.getByText('If this name has a confirmed address, a letter is on its way.')).toBeVisible();
      await expect.poll(() => mail.letters.length).toBe(letters);
      await page.reload();
    }
    const link = `/log_in/link#${await newest(2)}`;
    await page.goto(link);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByText('You came in by a recovery code or a link.')).toBeVisible();
    await page.goto('/account');
    await expect(page).toHaveURL(/\/account\/ways_in$/);

    const thief = await persona({ url: server.url });
    await thief.goto(link);
    await thief.getByRole('button', { name: 'Log in' }).click();
    await expect(thief.getByText('This link is not good any more.')).toBeVisible();
  } finally {
    await mail.stop();
  }
});
