import { parseEnv } from '@/lib/env';
import { openStorage } from '@/lib/storage/storage';
import { photo, sentence } from '@/lib/testing/captures';
import { casts } from '@/lib/testing/casts';
import { logInByScript, signUpByScript } from '@/lib/testing/people';
import { makeServerFolder, startServer, type TestServer } from '@/lib/testing/server';
import { logIn, nextClient, recordSentences } from './steps';
import { expect, test } from './test';

const [cast] = casts;

/** What a change of `VOICE_MODEL` leaves: voices enrolled with a model that is not the one in use. */
async function changeModels({ dataDir, keyDir, tmpDir }: TestServer): Promise<void> {
  const storage = await openStorage(parseEnv({ DATA_DIR: dataDir, KEY_DIR: keyDir, TMP_DIR: tmpDir }), () => undefined);
  try {
    for (const { id } of await storage.prisma.user.findMany()) {
      const voice = await storage.templates.readOne(id, 'voice');
      await storage.templates.replace(id, 'voice', { ...voice, model: 'a-model-of-before' });
    }
    await storage.prisma.user.updateMany({ data: { voiceModel: 'a-model-of-before' } });
  } finally {
    await storage.close();
  }
}

test('after a change of the voice model a person comes in by the face, says three sentences, and all is as before', async ({
  persona,
}, info) => {
  const { folder, remove } = await makeServerFolder();
  const first = await startServer(folder);
  await signUpByScript(await nextClient(first.url), 'Ada');
  await first.kill('SIGTERM');
  await changeModels(first);
  const server = await startServer(folder, { TRUSTED_PROXIES: '1' });
  try {
    const client = await nextClient(server.url);
    const refused = { ok: false, code: 'not_recognised' };
    const otherFace = { frame: await photo('berta', 1), recording: await sentence('slt', 4) };
    expect(await logInByScript(client, 'Ada', otherFace)).toEqual(refused);

    const looks = { face: await cast!.face.signUp(), voice: await cast!.voice.signUp() };
    const page = await persona({ url: server.url, looks });
    await logIn(page, 'Ada');
    await expect(page.getByRole('heading', { name: 'Your voice, once more' })).toBeVisible();
    await page.goto('/protected');
    await expect(page).toHaveURL(/\/renew_voice$/);
    await page.screenshot({ path: info.outputPath('renew-voice.png') });
    await page.getByRole('button', { name: 'Start' }).click();
    await recordSentences(page, 'Finish');
    await expect(page.getByRole('heading', { name: 'Hello, Ada.' })).toBeVisible();
    await page.goto('/renew_voice');
    await expect(page).toHaveURL(/\/protected$/);

    const otherVoice = { frame: await photo('ada', 1), recording: await sentence('rms', 4) };
    expect(await logInByScript(client, 'Ada', otherVoice)).toEqual(refused);
  } finally {
    await server.kill('SIGTERM');
    await remove();
  }
});
