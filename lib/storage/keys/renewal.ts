import { damageOf } from '@/lib/errors';
import { sealedWith } from '../seal';
import type { SealedStore } from '../sealed-store';
import { openTemplate, sealTemplate } from '../template-store';
import type { DataKey, DataKeys } from './data-keys';

/** People read from the table at once. */
const PAGE = 1_000;
/** How long a data key may be there before its templates, in milliseconds. */
const ORPHANED_MS = 60 * 60_000;
/** How often log-ins may come between before a renewal is left to the next pass. */
const TRIES = 10;

/** What became of people whose keys were outdated. */
export interface Renewal {
  renewed: number;
  /** Whose data key does not open: it stays, and so does the master key that wraps it. */
  damaged: string[];
}

/**
 * Gives a person another data key, seals their templates with it, and forgets the older ones. It may be cut off at any step, and two may
 * go on at once, beside log-ins that read and replace: what is not done is `outdated`, and done by the next. A template that does not
 * open is left as it is. Whether all is done; not for somebody who has no templates (yet). Throws `storage_damaged` where the old data
 * key does not open.
 */
export async function renewDataKey(userId: string, store: SealedStore, keys: DataKeys): Promise<boolean> {
  if (!(await store.has(userId))) return false;
  await keys.addVersion(userId);
  return finishRenewal(userId, store, keys);
}

/** The rest of `renewDataKey`, for a person who has the new one already. */
async function finishRenewal(userId: string, store: SealedStore, keys: DataKeys): Promise<boolean> {
  const known = await keys.of(userId);
  const [newest] = known;
  if (!newest) return false;
  for (let tries = 0; tries < TRIES; tries++) {
    let cameBetween = false;
    for (const [name, sealed] of await store.readAll(userId)) {
      if (sealedWith(sealed) === newest.id) continue;
      const template = openOrUndefined(() => openTemplate(userId, name, sealed, known));
      // Of a master key that is not here (yet), perhaps: without version 0 nothing would ever look for it again.
      const keyIsMissing = !template && isOfOther(sealed, known) && known.some(({ version }) => version === 0);
      if (keyIsMissing) return false;
      if (!template) continue;
      const isOurs = await store.exchange(userId, name, sealed, sealTemplate(userId, name, template, newest));
      cameBetween ||= !isOurs;
    }
    if (cameBetween) continue;
    await keys.table.removeBefore(userId, newest.version);
    return true;
  }
  return false;
}

/**
 * Renews everybody who has a data key that the current master key does not wrap, or whose renewal was cut off. `stopped` is asked before
 * each person.
 */
export async function renewOutdated(
  store: SealedStore,
  keys: DataKeys,
  now: Date,
  stopped: () => boolean = () => false,
): Promise<Renewal> {
  const renewal: Renewal = { renewed: 0, damaged: [] };
  await keys.masterKeys.reload();
  let after = '';
  for (;;) {
    const [{ id: current }] = keys.masterKeys.all();
    const page = await keys.table.outdated(current, PAGE, after);
    for (const { userId, madeAt } of page) {
      if (stopped()) return renewal;
      try {
        if (await bringUpToDate(userId, current, store, keys)) renewal.renewed += 1;
        else if (now.getTime() - madeAt.getTime() > ORPHANED_MS && (await isOrphaned(userId, store)))
          await keys.remove(userId);
      } catch (error) {
        damageOf(error);
        renewal.damaged.push(userId);
      }
      after = userId;
    }
    if (page.length < PAGE) return renewal;
  }
}

async function bringUpToDate(userId: string, current: string, store: SealedStore, keys: DataKeys): Promise<boolean> {
  const [newest] = (await keys.table.find(userId)).keys;
  const isCurrent = newest && newest.version > 0 && newest.masterKey === current;
  if (!isCurrent) return renewDataKey(userId, store, keys);
  return (await store.has(userId)) && finishRenewal(userId, store, keys);
}

/** A sign-up that a crash cut off before it had written anything. */
async function isOrphaned(userId: string, store: SealedStore): Promise<boolean> {
  const drafts = await store.drafts();
  return !(await store.has(userId)) && !drafts.some((draft) => draft.userId === userId);
}

function isOfOther(sealed: Uint8Array, known: readonly DataKey[]): boolean {
  const id = sealedWith(sealed);
  return id !== undefined && known.every((key) => key.id !== id);
}

function openOrUndefined<T>(open: () => T | undefined): T | undefined {
  try {
    return open();
  } catch (error) {
    damageOf(error);
    return undefined;
  }
}
