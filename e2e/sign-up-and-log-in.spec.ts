import { catalogue } from '@/components/messages/catalogue';
import { dataUrl } from '@/lib/testing/captures';
import { casts, isThere, samplesOf, spoken } from '@/lib/testing/casts';
import { logInByScript, signUpByScript } from '@/lib/testing/people';
import { capturesLeft, finishSignUp, logIn, logOut, nextClient, signUp, submitLogIn } from './steps';
import { expect, test } from './test';

const REFUSAL = catalogue['en-GB'].errors.not_recognised;
const [drawn, real] = casts as [(typeof casts)[number], (typeof casts)[number]];

test.describe(drawn.title, () => {
  const name = 'Ada.0';

  test('a person signs up, sees the protected page, logs out, and logs in with other takes', async ({
    persona,
    server,
  }) => {
    const page = await persona({ looks: { face: await drawn.face.signUp(), voice: await drawn.voice.signUp() } });
    await signUp(page, name);
    await page.getByRole('link', { name: 'Open your page' }).click();
    await expect(page.getByRole('heading', { name: `Hello, ${name}.` })).toBeVisible();
    expect(await capturesLeft(server)).toEqual([]);
    await logOut(page);
    const device = (await page.context().cookies()).find((cookie) => cookie.name === 'open-sesame-device');
    expect(device, 'the device stays known').toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await page.goto('/protected');
    await expect(page).toHaveURL(/\/log_in\?from=%2Fprotected$/);

    const looks = { face: await drawn.face.logIn(), voice: await drawn.voice.logIn() };
    const later = await persona({ looks, countdown: true });
    await later.goto('/protected');
    await submitLogIn(later, name.toUpperCase());
    await expect(later).toHaveURL(/\/protected$/);
    await expect(later.getByRole('heading', { name: `Hello, ${name}.` })).toBeVisible();
    await expect(later.getByText('Logged in', { exact: true }).first()).toBeVisible();
    await expect(later.getByText('Chrome on', { exact: false }).first()).toBeVisible();
    await expect(later.getByText('Your face', { exact: true }).first()).toBeVisible();
    expect(await capturesLeft(server)).toEqual([]);
  });

  test('the right face with another voice is refused, and so is a name that nobody has', async ({
    persona,
    server,
  }) => {
    await signUpByScript(await nextClient(server.url), 'Ada.1', await samplesOf(drawn.face, drawn.voice));
    const page = await persona({ looks: { face: await drawn.face.logIn(), voice: await drawn.otherVoice.logIn() } });
    for (const tried of ['Ada.1', 'nobody']) {
      await logIn(page, tried);
      await expect(page.getByText(REFUSAL)).toBeVisible();
      expect(await capturesLeft(server)).toEqual([]);
    }
    await page.goto('/protected');
    await expect(page).toHaveURL(/\/log_in/);
  });

  test('a photograph that is fed to the camera is refused, with the right voice too', async ({ persona, server }) => {
    await signUpByScript(await nextClient(server.url), 'Ada.3', await samplesOf(drawn.face, drawn.voice));
    const looks = { face: await drawn.face.logIn(), voice: await drawn.voice.logIn(), frozen: true };
    const page = await persona({ looks });
    await logIn(page, 'Ada.3');
    await expect(page.getByText(REFUSAL)).toBeVisible();
  });

  test('the owner of a name who signs up again is told so, and an impostor is not', async ({ persona, server }) => {
    const name = 'Ada.2';
    await signUpByScript(await nextClient(server.url), name, await samplesOf(drawn.face, drawn.voice));
    const page = await persona();
    const own = await samplesOf(
      { ...drawn.face, signUp: drawn.face.logIn },
      { ...drawn.voice, signUp: drawn.voice.logIn },
    );
    await finishSignUp(page, server.url, name, own);
    await expect(page.getByText('You have signed up with this name already.')).toBeVisible();
    await finishSignUp(page, server.url, name, await samplesOf(drawn.otherFace, drawn.otherVoice));
    await expect(page.getByText('We could not finish your sign-up under this name.')).toBeVisible();
  });
});

test.describe(real.title, () => {
  test.skip(!isThere(real), `${real.folder} is not here`);
  const name = 'Ada.real';

  test('a person who has signed up logs in with other takes', async ({ persona, server }) => {
    await signUpByScript(await nextClient(server.url), name, await samplesOf(real.face, real.voice));
    const page = await persona({ looks: { face: await real.face.logIn(), voice: await real.voice.logIn() } });
    await logIn(page, name);
    await expect(page.getByRole('heading', { name: `Hello, ${name}.` })).toBeVisible();
    expect(await capturesLeft(server)).toEqual([]);
  });

  test('another voice, another face and another name are refused, and of a name that is taken its owner alone is told', async ({
    server,
  }) => {
    const client = await nextClient(server.url);
    const name = 'Ada.impostors';
    await signUpByScript(client, name, await samplesOf(real.face, real.voice));
    const [own, other] = [await real.face.logIn(), await real.otherFace.logIn()].map((face) => dataUrl(face));
    const [right, wrong] = [await real.voice.logIn(), await real.otherVoice.logIn()].map((voice) => spoken(voice, 0));
    for (const [tried, frame, recording] of [
      [name, own, wrong],
      [name, other, right],
      ['nobody.real', own, right],
    ] as [string, string, string][])
      expect(await logInByScript(client, tried, { frame, recording })).toEqual({
        ok: false,
        code: 'not_recognised',
        triesLeft: expect.any(Number),
      });
    const again = await samplesOf(
      { ...real.face, signUp: real.face.logIn },
      { ...real.voice, signUp: real.voice.logIn },
    );
    await expect(signUpByScript(await nextClient(server.url), name, again)).rejects.toThrow('already_registered');
    const impostor = await samplesOf(real.otherFace, real.otherVoice);
    await expect(signUpByScript(await nextClient(server.url), name, impostor)).rejects.toThrow('not_recognised');
    expect(await capturesLeft(server)).toEqual([]);
  });
});
