import { agreeOnMasterKey } from '../agreement';
import { recordAct } from '../audit';
import { resealPrints } from '../replay-prints';
import type { Storage } from '../storage';
import type { MasterKey } from './master-keys';
import { type Renewal, renewOutdated } from './renewal';

/** What a rotation did: nothing may be left to do, or what another pass has to. */
export interface Rotation extends Renewal {
  /** Ids of master keys that are gone for good. */
  retired: string[];
  /** Ids of old ones that still wrap something, or that the operator keeps. */
  left: string[];
}

/**
 * Puts a new master key in front, unless an exchange is under way already. Whether it did; it cannot where the operator keeps the keys.
 */
export async function beginRotation({ masterKeys }: Pick<Storage['dataKeys'], 'masterKeys'>): Promise<boolean> {
  await masterKeys.reload();
  if (masterKeys.all().length > 1 || !masterKeys.add) return false;
  await masterKeys.add();
  return true;
}

/**
 * Renews what the current master key does not wrap, then forgets the older master keys, all beside running servers. It may be cut off at any
 * step and done again.
 */
export async function finishRotation(
  storage: Storage,
  now: Date,
  stopped: () => boolean = () => false,
): Promise<Rotation> {
  const { dataKeys, sealedStores, templatesIn } = storage;
  const { masterKeys } = dataKeys;
  const renewal = await renewOutdated(sealedStores[templatesIn], dataKeys, now, stopped);
  const [current, ...old] = masterKeys.all();
  if (old.length > 0) await resealPrints(storage, stopped);
  const rotation: Rotation = { ...renewal, retired: [], left: [] };
  if (renewal.renewed > 0) await record(storage, current, `${renewal.renewed} renewed`, now);
  if (!storage.exclusive && renewal.damaged.length === 0) await agreeOnMasterKey(storage.prisma, masterKeys);
  for (const key of old) {
    const isRetired = !stopped() && (await retire(key, storage));
    rotation[isRetired ? 'retired' : 'left'].push(key.id);
    if (isRetired) await record(storage, key, 'retired', now);
  }
  if (rotation.retired.length > 0) await masterKeys.reload();
  return rotation;
}

async function retire(key: MasterKey, { dataKeys, prisma }: Storage): Promise<boolean> {
  const { masterKeys, table } = dataKeys;
  const isUsed = async (): Promise<boolean> => {
    const counts = await table.counts();
    return counts.has(key.id) || counts.has('');
  };
  if (!masterKeys.retire || (await prisma.dataKey.count({ where: { version: 0 } })) > 0 || (await isUsed()))
    return false;
  await masterKeys.retire(key);
  // A sign-up elsewhere may have used it between the look and the deed.
  if (!(await isUsed())) return true;
  await masterKeys.restore?.(key);
  return false;
}

function record(storage: Storage, { id }: MasterKey, reason: string, now: Date): Promise<void> {
  return recordAct(storage, { kind: 'key', outcome: 'accept', subject: `master key ${id}`, reason }, now);
}
