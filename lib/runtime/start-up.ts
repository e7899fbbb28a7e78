import { ENROLMENT_LIFETIME_MS } from '@/lib/auth/attempt-limits';
import { makeDummyTemplates } from '@/lib/recognition/dummy-templates';
import { refuseTemplatesElsewhere } from '@/lib/storage/move-templates';
import { recover, sweep } from '@/lib/storage/sweep';
import { authDeps, configuredPolicy } from './deps';

const SWEEP_EVERY_MS = 60_000;

/**
 * Opens the storage, says what the security level rests on, clears what a crash left, loads the models, and keeps sweeping every minute.
 * Throws `storage_in_use`, `storage_damaged`, `model_invalid`, and `configuration_invalid` when templates lie elsewhere too.
 */
export async function startUp(): Promise<void> {
  const deps = await authDeps();
  console.info((await configuredPolicy()).description);
  const { storage } = deps;
  await refuseTemplatesElsewhere(storage);
  await recover(storage, deps.now(), ENROLMENT_LIFETIME_MS);
  await makeDummyTemplates(storage);
  await sweep(storage, deps.now(), ENROLMENT_LIFETIME_MS);
  await Promise.all([deps.faceModel(), deps.voiceModel(), deps.voiceEnsemble()]);
  const sweepAgain = (): void => {
    sweep(storage, deps.now(), ENROLMENT_LIFETIME_MS).catch((error: unknown) => console.error('sweep:', error));
  };
  setInterval(sweepAgain, SWEEP_EVERY_MS).unref();
}
