import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { burst } from '@/lib/testing/burst';
import { photo, sentence } from '@/lib/testing/captures';
import { testKey } from '@/lib/testing/data-keys';
import type { TestDeps } from '@/lib/testing/deps';
import { findPostgres, type PostgresServer, startPostgres } from '@/lib/testing/postgres';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { signUp } from './sign-up';

const programs = findPostgres();
const ADDRESS = '203.0.113.9';

describe.skipIf(!programs)('replicas without a disk in common (needs initdb and postgres)', () => {
  let server: PostgresServer;
  let folder: string;
  let replicas: Storage[];
  let here: TestDeps;
  let there: TestDeps;

  beforeAll(async () => {
    server = await startPostgres(programs!);
    folder = await mkdtemp(join(tmpdir(), 'open-sesame-replicas-'));
    const secrets = {
      NEXTAUTH_SECRET: '6Yt0mG2vXq9LrW4bZs7KdNfHc3JpUeAo1iTx5Rk8',
      TEMPLATE_KEY: Buffer.from(testKey('replicas')).toString('base64'),
    };
    const open = (name: string): Promise<Storage> => {
      const folders = { DATA_DIR: join(folder, name, 'db'), TMP_DIR: join(folder, name, 'tmp') };
      return openStorage(parseEnv({ DATABASE_URL: server.url, ...folders, ...secrets }), () => undefined);
    };
    replicas = await Promise.all(['here', 'there'].map(open));
    here = await rememberingDeps(replicas[0]!);
    // One sequence of random numbers for both: else their secrets would be the same.
    there = { ...(await rememberingDeps(replicas[1]!)), random: here.random };
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('let a person who signed up at one, from either in turn, log in at the other', async () => {
    const enrolment = await startEnrolment({ name: 'ada', consent: true }, ADDRESS, here);
    if (!enrolment.ok) throw new Error(enrolment.code);
    const { attemptId } = enrolment;
    for (const [index, deps] of [here, there, here].entries()) {
      await takePhoto({ attemptId, index, photo: await photo('ada', index === 2 ? 1 : 0) }, deps);
      await recordVoice({ attemptId, index, recording: await sentence('slt', (index + 1) as 1 | 2 | 3) }, deps);
    }
    expect(await signUp(attemptId, ADDRESS, here)).toMatchObject({ ok: true });

    const challenge = await startLogin('ada', ADDRESS, there);
    if (!challenge.ok) throw new Error(challenge.code);
    const capture = { ...(await burst('ada', 1)), recording: await sentence('slt', 4) };
    const answer = await logIn(
      { attemptId: challenge.attemptId, ...capture },
      { address: ADDRESS, browser: 'a browser' },
      there,
    );
    expect(answer).toMatchObject({ ok: true });
    for (const { sealedStores } of replicas) expect(await sealedStores.folder.list()).toEqual([]);
  });
});
