import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeDigitTemplates } from '@/lib/liveness/digits/template-codec';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { DUMMY_USER_ID, makeDummyTemplates, NO_MODEL } from './dummy-templates';

let storage: TestStorage;

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());

it('the stand-in is made anew in the size of the model in use, whatever stood there before', async () => {
  const { templates } = storage;
  await makeDummyTemplates(storage);
  const sizes = async () => {
    const { voice } = await templates.read(DUMMY_USER_ID);
    const recent = await templates.readExtra(DUMMY_USER_ID, 'voice-recent');
    return [...voice.embeddings, ...(recent?.embeddings ?? [])].map(({ length }) => length);
  };
  const usual = Array(4 + 8).fill(builtInVoice.embeddingSize);
  expect(await sizes()).toEqual(usual);
  const ofBefore = { model: NO_MODEL, embeddings: [new Float32Array(7).fill(1)] };
  await templates.replace(DUMMY_USER_ID, 'voice', { ...ofBefore, others: {} });
  await templates.replace(DUMMY_USER_ID, 'voice-recent', ofBefore);
  await storage.sealedStores.folder.remove(DUMMY_USER_ID, 'digits');
  await makeDummyTemplates(storage);
  expect(await sizes()).toEqual(usual);
  // As long to compare with as somebody's digits.
  expect(decodeDigitTemplates((await templates.readDigits(DUMMY_USER_ID))!)).toHaveLength(20);
});
