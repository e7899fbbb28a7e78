import { readdir } from 'node:fs/promises';
import { casts, isThere } from '@/lib/testing/casts';
import { logIn, logOut, signUp, submitLogIn } from './steps';
import { expect, test } from './test';

const REFUSAL = 'That did not match. Please try again, or choose another way to log in.';

for (const [i, cast] of casts.entries()) {
  test.describe(cast.title, () => {
    test.skip(!isThere(cast), `${cast.folder} is not here`);
    const name = `Ada.${i}`;

    test('a person signs up, sees the protected page, logs out, and logs in with other takes', async ({
      persona,
      server,
    }) => {
      const page = await persona({ looks: { face: await cast.face.signUp(), voice: await cast.voice.signUp() } });
      await signUp(page, name);
      await page.getByRole('link', { name: 'Open your page' }).click();
      await expect(page.getByRole('heading', { name: `Hello, ${name}.` })).toBeVisible();
      expect(await readdir(server.tmpDir)).toEqual([]);
      await logOut(page);
      await page.goto('/protected');
      await expect(page).toHaveURL(/\/log_in\?from=%2Fprotected$/);

      const looks = { face: await cast.face.logIn(), voice: await cast.voice.logIn() };
      const later = await persona({ looks, countdown: true });
      await later.goto('/protected');
      await submitLogIn(later, name.toUpperCase());
      await expect(later).toHaveURL(/\/protected$/);
      await expect(later.getByRole('heading', { name: `Hello, ${name}.` })).toBeVisible();
      await expect(later.getByText('Logged in', { exact: true }).first()).toBeVisible();
      await expect(later.getByText('Chrome on', { exact: false }).first()).toBeVisible();
      await expect(later.getByText('Your face', { exact: true })).toBeVisible();
      expect(await readdir(server.tmpDir)).toEqual([]);
    });

    test('the right face with another voice is refused', async ({ persona }) => {
      const page = await persona({ looks: { face: await cast.face.logIn(), voice: await cast.otherVoice.logIn() } });
      await logIn(page, name);
      await expect(page.getByText(REFUSAL)).toBeVisible();
      await page.goto('/protected');
      await expect(page).toHaveURL(/\/log_in/);
    });

    test('another face with the right voice is refused', async ({ persona }) => {
      const page = await persona({ looks: { face: await cast.otherFace.logIn(), voice: await cast.voice.logIn() } });
      await logIn(page, name);
      await expect(page.getByText(REFUSAL)).toBeVisible();
    });

    test('a name that nobody has gets the same answer', async ({ persona, server }) => {
      const page = await persona({ looks: { face: await cast.face.logIn(), voice: await cast.voice.logIn() } });
      await logIn(page, `nobody.${i}`);
      await expect(page.getByText(REFUSAL)).toBeVisible();
      expect(await readdir(server.tmpDir)).toEqual([]);
    });

    test('the owner of a name who signs up again is told so, and an impostor is not', async ({ persona }) => {
      const owner = await persona({ looks: { face: await cast.face.logIn(), voice: await cast.voice.signUp() } });
      await signUp(owner, name);
      await expect(owner.getByText('You have signed up with this name already.')).toBeVisible();
      const looks = { face: await cast.otherFace.signUp(), voice: await cast.otherVoice.signUp() };
      const impostor = await persona({ looks });
      await signUp(impostor, name);
      await expect(impostor.getByText('We could not finish your sign-up under this name.')).toBeVisible();
    });
  });
}
