import { inject } from 'vitest';
import { faceModel } from '@/lib/face/model';
import { configuredEnsemble } from '@/lib/recognition/voice-ensemble';
import type { Storage } from '@/lib/storage/storage';
import { voiceModel } from '@/lib/voice/model';
import { type TestDeps, testDeps } from './deps';
import { rememberingObservers } from './remembering-observers';
import { rememberingVoices } from './remembering-voices';

/** `testDeps` with observers that look at every capture once; not for what measures or counts their work. */
export async function rememberingDeps(storage: Storage): Promise<TestDeps> {
  const deps = await testDeps(storage);
  const [face, voice] = [await faceModel(), rememberingVoices(await voiceModel())];
  const { second } = await configuredEnsemble();
  const known = [face, voice, ...(second ? [second.model] : [])];
  const observe = rememberingObservers(inject('observations'), known);
  return { ...deps, observe, faceModel: async () => face, voiceModel: async () => voice };
}
