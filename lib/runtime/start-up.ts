import { type NoticeWriter, tellOfTries } from '@/lib/auth/email/notices';
import { env } from '@/lib/env';
import { makeDummyTemplates } from '@/lib/recognition/dummy-templates';
import { summariseEarlierLogins } from '@/lib/risk/login-summary';
import { keyId, recordAct } from '@/lib/storage/audit';
import { fillSkeletons } from '@/lib/storage/fill-skeletons';
import { finishRotation, type Rotation } from '@/lib/storage/keys/rotation';
import { refuseTemplatesElsewhere } from '@/lib/storage/move-templates';
import { SWEEP_EVERY_MS } from '@/lib/storage/retention';
import type { Storage } from '@/lib/storage/storage';
import { recover, sweep } from '@/lib/storage/sweep';
import { voiceModel } from '@/lib/voice/model';
import { authDeps, configuredPolicy, lookForEarlierVoices } from './deps';

/**
 * Opens the storage, says what the security level rests on, clears what a crash left, loads the models, and keeps sweeping every minute.
 * `write` writes the letters to people at whose name others failed.
 * Throws `storage_in_use`, `storage_damaged`, `model_invalid`, and `configuration_invalid` when templates lie elsewhere too.
 */
export async function startUp(write: NoticeWriter): Promise<void> {
  const deps = await authDeps();
  console.info((await configuredPolicy()).description);
  const { storage } = deps;
  await recordStart(storage, deps.now());
  await refuseTemplatesElsewhere(storage);
  await recover(storage, deps.now());
  await fillSkeletons(storage);
  await makeDummyTemplates(storage);
  await summariseEarlierLogins(deps);
  reportRotation(await finishRotation(storage, deps.now()));
  await sweep(storage, deps.now());
  await Promise.all([
    deps.faceModel(),
    deps.voiceModel(),
    deps.voiceEnsemble(),
    deps.digitBackground(),
    lookForEarlierVoices(),
  ]);
  const sweepAgain = (): void => {
    sweep(storage, deps.now()).catch((error: unknown) => console.error('sweep:', error));
    tellOfTries(write, deps).catch((error: unknown) => console.error('notices:', error));
    lookForEarlierVoices().catch((error: unknown) => console.error('voice models:', error));
  };
  setInterval(sweepAgain, SWEEP_EVERY_MS).unref();
  keepRotating(storage, deps.now);
}

/** Goes on with what `npm run keys -- rotate` began beside this server. */
function keepRotating(storage: Storage, now: () => Date): void {
  const { masterKeys } = storage.dataKeys;
  if (!masterKeys.retire) return;
  let busy = false;
  const goOn = async (): Promise<void> => {
    await masterKeys.reload();
    if (busy || masterKeys.all().length === 1) return;
    busy = true;
    await finishRotation(storage, now())
      .then(reportRotation)
      .finally(() => {
        busy = false;
      });
  };
  setInterval(() => goOn().catch((error: unknown) => console.error('keys:', error)), SWEEP_EVERY_MS).unref();
}

function reportRotation({ renewed, retired, damaged }: Rotation): void {
  if (renewed > 0) console.info(`Sealed the templates of ${renewed} anew, under other data keys.`);
  for (const id of retired) console.info(`The master key ${id} is not used any more, and gone.`);
  for (const id of damaged)
    console.error(`The data key of ${id} does not open: another person's, or the name was changed.`);
}

/** What the operator has set, and which API keys count from now on. */
async function recordStart(storage: Storage, now: Date): Promise<void> {
  const { SECURITY_LEVEL, SESSION_HOURS, SESSION_IDLE_MINUTES, API_KEYS } = env();
  const { id } = await voiceModel();
  const reason = `level ${SECURITY_LEVEL}, voice ${id}, sessions ${SESSION_IDLE_MINUTES} min and ${SESSION_HOURS} h`;
  await recordAct(storage, { kind: 'setting', outcome: 'accept', subject: 'start', reason }, now);
  for (const hash of API_KEYS) {
    const subject = keyId(storage, Buffer.from(hash).toString('hex'));
    await recordAct(storage, { kind: 'key', outcome: 'accept', subject, reason: 'start' }, now);
  }
}
