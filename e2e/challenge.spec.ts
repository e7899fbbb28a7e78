import type { Locator, Page } from '@playwright/test';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import { facePhoto, people } from '@/lib/testing/faces';
import { headPictures } from '@/lib/testing/head-pictures';
import { inStorage } from '@/lib/testing/server';
import { QUIET_BEFORE, saidDigits } from '@/lib/testing/voices/said-digits';
import { act, type Part } from './actor';
import { expect, test } from './test';

/** Framed as somebody sits before a camera, on two days: of the people at hand who looks most nearly into it. */
const frida = [
  { ...people.frida[0], left: 1024, top: 258, width: 500, height: 375 },
  { ...people.frida[0], left: 1014, top: 250, width: 520, height: 390, brightness: 0.88 },
] as const;
const REST = -3;
const FRIDAS_VOICE = 4;

let takes = 0;
/** From where they open their mouth on. */
const speaks =
  (speaker: number): Part['say'] =>
  (digits) =>
    saidDigits(speaker, digits, { take: ++takes, seed: takes }).subarray(QUIET_BEFORE * SAMPLE_RATE);

const NAME = 'Frida.live';

/** Does it again where the page asks for it, as people do: of those who answer rightly some are asked again (docs/evaluation.md). */
async function persevere(page: Page, goal: Locator): Promise<void> {
  const again = page.getByRole('button', { name: 'Try again' });
  for (let tries = 1; tries <= 4; tries++) {
    await expect(goal.or(again)).toBeVisible({ timeout: 120_000 });
    if (await goal.isVisible()) return;
    console.info('asked again:', await page.locator('.capture-screen').textContent());
    await again.click();
  }
  await expect(goal).toBeVisible({ timeout: 120_000 });
}

async function logIn(page: Page, name = NAME): Promise<void> {
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
}

test('who turns and says the digits as asked signs up and logs in; nobody else gets in', async ({
  own,
  persona,
}, info) => {
  test.setTimeout(900_000);
  const server = await own.start({ LIVENESS: 'required' });
  const { url } = server;
  const rms = await decodeSound(await recording('rms', 4));
  const [first, second] = await Promise.all(frida.map(async (crop) => headPictures(await facePhoto(crop))));
  const stranger = async (part: Partial<Part>): Promise<Page> => {
    const page = await persona({ url });
    await act(page, { head: second!, rest: REST, say: speaks(FRIDAS_VOICE), ...part });
    return page;
  };
  const tell = (what: string, from: number): void =>
    console.info(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);

  const newcomer = await persona({ url });
  await act(newcomer, { head: first!, rest: REST, say: speaks(FRIDAS_VOICE) });
  await newcomer.goto('/sign_up');
  await newcomer.getByLabel('Name', { exact: true }).fill(NAME);
  await newcomer.getByRole('checkbox').check();
  const started = performance.now();
  await newcomer.getByRole('button', { name: 'Start', exact: true }).click();
  await persevere(newcomer, newcomer.getByRole('link', { name: 'Open your page' }));
  tell('sign-up, from Start', started);
  await newcomer.close();

  let heard: Float32Array = new Float32Array();
  const say: Part['say'] = (digits) => {
    heard = speaks(FRIDAS_VOICE)(digits);
    return heard;
  };
  const owner = await stranger({ say });
  const pressed = performance.now();
  await logIn(owner);
  await persevere(owner, owner.getByRole('heading', { name: `Hello, ${NAME}.` }));
  tell('log-in, from its page', pressed);
  await owner.close();

  const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');
  for (const [who, part] of [
    ['a photograph that is moved', { turn: () => null }],
    ['a still picture', { turn: () => null, sways: false }],
    ['somebody who turns to the other side', { turn: other }],
    ['the sound of the log-in before', { say: () => heard }],
    ['other digits', { say: (digits) => speaks(FRIDAS_VOICE)(digits.map((digit) => (digit + 3) % 10)) }],
    ['another voice', { say: () => rms }],
  ] as [string, Partial<Part>][]) {
    await test.step(who, async () => {
      const page = await stranger(part);
      await logIn(page);
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 60_000 });
      await page.screenshot({ path: info.outputPath(`${who}.png`) });
      await page.goto('/protected');
      await expect(page).toHaveURL(/\/log_in/);
      await page.close();
    });
  }

  await server.kill('SIGTERM');
  const outcomes = await inStorage(server, ({ prisma }) =>
    prisma.auditEvent.findMany({ where: { kind: 'login' }, orderBy: { seq: 'asc' } }),
  );
  // What each was kept out by is asserted where no browser is late: lib/auth/challenge.test.ts.
  expect(outcomes.filter(({ outcome }) => outcome === 'accept')).toHaveLength(1);
  expect(outcomes.length).toBeGreaterThanOrEqual(7);
});
