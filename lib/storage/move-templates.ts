import { asSesameError, SesameError } from '@/lib/errors';
import type { Sealer } from './seal';
import type { SealedStore, SealedTemplates } from './sealed-store';
import type { Storage } from './storage';
import { decodeTemplate, modalities } from './template';
import { templateContext } from './template-store';
import { findUserById } from './users';

type Place = Storage['templatesIn'];

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
  return moveSealed(source, target, storage.sealer, isPerson);
}

/** The same between any two stores. */
export async function moveSealed(
  source: SealedStore,
  target: SealedStore,
  sealer: Sealer,
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
      else if (!opens(userId, there, sealer)) move.damaged.push(userId);
      else {
        await source.remove(userId);
        move.alreadyThere += 1;
      }
    } else if (await bring(userId, sealed, target, sealer)) {
      await source.remove(userId);
      move.moved += 1;
    } else move.damaged.push(userId);
  }
  return move;
}

/** Throws `configuration_invalid` when templates lie in the place that is not in use: their owners would be refused in silence. */
export async function refuseTemplatesElsewhere({ sealedStores, templatesIn }: Storage): Promise<void> {
  const elsewhere = templatesIn === 'folder' ? 'database' : 'folder';
  const people = await sealedStores[elsewhere].list();
  if (people.length === 0) return;
  const words = {
    folder: 'templates lie in DATA_DIR, but TEMPLATE_STORE is database',
    database: 'templates lie in the database, but TEMPLATE_STORE is folder',
  };
  const detail = `${words[elsewhere]}: run "npm run templates -- move --to ${templatesIn}", or change TEMPLATE_STORE`;
  throw new SesameError('configuration_invalid', { detail });
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
async function bring(userId: string, sealed: SealedTemplates, target: SealedStore, sealer: Sealer): Promise<boolean> {
  const draft = await target.begin(userId, sealed);
  const there = await draft.read();
  const isCopy = there.size === sealed.size && [...sealed].every(([name, bytes]) => sameBytes(bytes, there.get(name)));
  if (isCopy && opens(userId, there, sealer)) {
    await draft.finish();
    return true;
  }
  await draft.discard();
  return false;
}

function opens(userId: string, sealed: SealedTemplates, { unseal }: Sealer): boolean {
  try {
    for (const [name, bytes] of sealed) decodeTemplate(unseal(bytes, templateContext(userId, name)));
    return modalities.every((name) => sealed.has(name));
  } catch (error) {
    if (asSesameError(error)?.code === 'storage_damaged') return false;
    throw error;
  }
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
