import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type ActionClient, actionClient } from '@/lib/testing/action-client';
import { burst } from '@/lib/testing/burst';
import { ENROLLED, photo, sentence } from '@/lib/testing/captures';
import { sized } from '@/lib/testing/nightly';
import { inStorage } from '@/lib/testing/server';
import { templateFolders } from '@/lib/testing/template-folders';
import { expect, test } from './test';

const KILLS = sized(20, 5);

type Step = 'sampled' | 'finishing' | 'finished';
/** The kills fall in turn a few milliseconds after a sample, inside the last call of a sign-up, and after it. */
const MOMENTS: readonly Step[] = ['sampled', 'finishing', 'finished'];
const NOBODY = '00000000-0000-0000-0000-000000000000';

test(`a server killed ${KILLS} times while people sign up keeps every finished sign-up and nothing of the others`, async ({
  own,
}) => {
  test.setTimeout(600_000);
  const photos = [await photo('ada', 0), await photo('ada', 1), await photo('ada', 0)];
  const recordings = await Promise.all(ENROLLED.map((n) => sentence('slt', n)));
  const finished: string[] = [];
  let begun = 0;

  /** `told` hears of every step, so that the kill can fall on one. */
  async function signUpUntilKilled(client: ActionClient, name: string, told: (step: Step) => void): Promise<void> {
    for (let i = 0; ; i++) {
      begun += 1;
      const enrolment = await client.startEnrolment({ name: `${name}-${i}`, consent: true });
      if (!enrolment.ok) throw new Error(enrolment.code);
      const { attemptId } = enrolment;
      for (const [index, photo] of photos.entries()) {
        await client.takePhoto({ attemptId, index, photo });
        told('sampled');
      }
      for (const [index, recording] of recordings.entries()) await client.recordVoice({ attemptId, index, recording });
      told('finishing');
      const result = await client.signUp({ attemptId });
      if (!result.ok) throw new Error(result.code);
      finished.push(`${name}-${i}`);
      told('finished');
    }
  }

  async function round(number: number): Promise<void> {
    const server = await own.start();
    const moment = MOMENTS[number % MOMENTS.length] as Step;
    let reached = (): void => undefined;
    const momentReached = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const people = [1, 2].map(async (person) => {
      const client = await actionClient(server.url, { 'x-forwarded-for': `10.0.${number}.${person}` });
      const told = (step: Step): void => (step === moment ? reached() : undefined);
      // Ends with the connection that the kill cuts; anything else is a failure of the test.
      await signUpUntilKilled(client, `r${number}-p${person}`, told).catch((error: Error) => {
        if (!/fetch failed|terminated|socket/i.test(error.message)) throw error;
      });
    });
    await Promise.race([momentReached, Promise.all(people)]);
    await delay(2 * number);
    await server.kill('SIGKILL');
    await Promise.all(people);
  }

  for (let number = 1; number <= KILLS; number++) await round(number);
  expect(finished.length).toBeGreaterThan(0);
  expect(begun).toBeGreaterThan(finished.length);

  const last = await own.start();
  expect(await readdir(last.tmpDir)).toEqual([]);
  const client = await actionClient(last.url);
  const challenge = await client.startLogin({ name: finished[0] as string });
  if (!challenge.ok) throw new Error(challenge.code);
  // Another sentence than those enrolled: one of them would be a replay.
  const capture = {
    attemptId: challenge.attemptId,
    ...(await burst('ada', 1)),
    recording: await sentence('slt', 4),
  };
  expect(await client.logIn(capture)).toMatchObject({ ok: true });
  await last.kill('SIGTERM');

  await inStorage(last, async (storage) => {
    const users = await storage.prisma.user.findMany();
    const names = users.map((user) => user.name);
    for (const name of finished) expect(names).toContain(name);
    for (const user of users) {
      const templates = await storage.templates.read(user.id);
      expect(templates.face.embeddings).toHaveLength(3);
      expect(templates.voice.embeddings).toHaveLength(4);
    }
    expect(await templateFolders(last.dataDir)).toEqual([NOBODY, ...users.map((user) => user.id).sort()]);
    expect((await readdir(last.dataDir)).filter((name) => name.startsWith('lock.'))).toEqual([]);
  });
});
