import { modalities } from '@/lib/decision/modality';
import { asSesameError, SesameError } from '@/lib/errors';
import type { DataKeys } from './keys/data-keys';
import type { SealedStore, SealedTemplates } from './sealed-store';
import type { Storage } from './storage';
import { openSealed } from './template-store';
import { countUsersAmong, findUserById } from './users';

type Place = Storage['templatesIn'];

/** Ids looked up in the database at once. */
const PAGE = 10_000;

/** By the place that is in use. */
const advice: Record<Place, string> = {
  database:
    'templates lie in DATA_DIR, but TEMPLATE_STORE is database: run "npm run templates -- move --to database", or set it to folder',
  folder:
    'templates lie in the database, but TEMPLATE_STORE is folder: run "npm run templates -- move --to folder", or set it to database',
};

/** How a move went: numbers of people, and the ids of those who stayed where they were. */
export interface Move {
  moved: number;
  /** Whom an earlier move had brought over already; only the old copy went. */
  alreadyThere: number;
  /** Whose templates are incomplete or do not open. */
  damaged: string[];
  /** Who has other templates at the target. */
  conflicting: string[];
}

/**
 * Moves everybody's sealed templates to a place, as they are. A person's are removed from the other place once they were read back
 * here and opened. After a crash at any moment each person's are whole in one place at least, and another move goes on.
 * No server may be running: the embedded database sees to that, with a DATABASE_URL it is the operator's part.
 */
export function moveTemplates(storage: Storage, to: Place): Promise<Move> {
  const { folder, database } = storage.sealedStores;
  const [source, target] = to === 'database' ? [folder, database] : [database, folder];
  const isPerson = async (userId: string): Promise<boolean> => (await findUserById(storage, userId)) !== null;
  return moveSealed(source, target, storage.dataKeys, isPerson);
}

/** The same between any two stores. */
export async function moveSealed(
  source: SealedStore,
  target: SealedStore,
  keys: Pick<DataKeys, 'of'>,
  isPerson: (userId: string) => Promise<boolean>,
): Promise<Move> {
  await settle(source, target, isPerson);
  await settle(target, source, isPerson);
  const move: Move = { moved: 0, alreadyThere: 0, damaged: [], conflicting: [] };
  for (const userId of await source.list()) {
    const sealed = await source.readAll(userId);
    if (await target.has(userId)) {
      const there = await target.readAll(userId);
      const isCopy = modalities.every((name) => sameBytes(sealed.get(name), there.get(name)));
      // Without a row it is the stand-in for unknown names: each place makes its own.
      if (!isCopy && (await isPerson(userId))) move.conflicting.push(userId);
      else if (!(await opens(userId, there, keys))) move.damaged.push(userId);
      else {
        await source.remove(userId);
        move.alreadyThere += 1;
      }
    } else if (await bring(userId, sealed, target, keys)) {
      await source.remove(userId);
      move.moved += 1;
    } else move.damaged.push(userId);
  }
  return move;
}

/** Throws `configuration_invalid` when templates of people lie in the place that is not in use: they would be refused in silence. */
export async function refuseTemplatesElsewhere(storage: Storage): Promise<void> {
  const { sealedStores, templatesIn } = storage;
  const elsewhere = templatesIn === 'folder' ? 'database' : 'folder';
  const ids = await sealedStores[elsewhere].list();
  for (let i = 0; i < ids.length; i += PAGE) {
    const people = await countUsersAmong(storage, ids.slice(i, i + PAGE));
    if (people > 0) throw new SesameError('configuration_invalid', { detail: advice[templatesIn] });
  }
}

/** What a crash cut off: a sign-up is finished where its person is there; a copy of what is whole in the other place goes. */
async function settle(
  store: SealedStore,
  other: SealedStore,
  isPerson: (userId: string) => Promise<boolean>,
): Promise<void> {
  for (const draft of await store.drafts()) {
    const isNeeded = !(await other.has(draft.userId)) && (await isPerson(draft.userId));
    await (isNeeded ? draft.finish() : draft.discard());
  }
}

/** Copies one person's; they become theirs at the target only when what is read back is the same and opens. */
async function bring(
  userId: string,
  sealed: SealedTemplates,
  target: SealedStore,
  keys: Pick<DataKeys, 'of'>,
): Promise<boolean> {
  const draft = await target.begin(userId, sealed);
  const there = await draft.read();
  const isCopy = there.size === sealed.size && [...sealed].every(([name, bytes]) => sameBytes(bytes, there.get(name)));
  if (isCopy && (await opens(userId, there, keys))) {
    await draft.finish();
    return true;
  }
  await draft.discard();
  return false;
}

async function opens(userId: string, sealed: SealedTemplates, keys: Pick<DataKeys, 'of'>): Promise<boolean> {
  try {
    const theirs = await keys.of(userId);
    return (
      modalities.every((name) => sealed.has(name)) &&
      [...sealed].every(([name, bytes]) => openSealed(userId, name, bytes, theirs) !== undefined)
    );
  } catch (error) {
    if (asSesameError(error)?.code === 'storage_damaged') return false;
    throw error;
  }
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
