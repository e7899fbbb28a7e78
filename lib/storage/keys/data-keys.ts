import { randomBytes } from 'node:crypto';
import { SesameError } from '@/lib/errors';
import { keyIdOf, seal, unseal } from '../seal';
import type { DataKeyTable, WrappedKey } from './data-key-table';
import { derivedKey } from './derived-key';
import type { MasterKeys } from './master-keys';

/** Whose key it is: both are bound to it, so that neither can be exchanged for somebody else's. */
export interface Owner {
  id: string;
  /** As `nameKey` makes it; empty for the stand-in for unknown names. */
  nameKey: string;
}

/** What the templates of one person are sealed with. */
export interface DataKey {
  /** 0 is a master key itself: how everybody's were sealed once. */
  version: number;
  /** As a sealed record names it. */
  id: string;
  key: Uint8Array;
}

/** The data keys of people, unwrapped one person at a time. */
export interface DataKeys {
  /**
   * Those of a person, newest first: more than one while they are being renewed. None where there is none. Throws `storage_damaged`
   * where one does not open: it is another person's, the name is not theirs, or its master key is missing.
   */
  of(userId: string): Promise<DataKey[]>;
  /** The newest of a person, made where there is none. Throws as `of` does. */
  ensure(owner: Owner): Promise<DataKey>;
  /** Puts a further one in front, which the current master key wraps. Throws as `of` does, and `storage_damaged` for nobody's. */
  addVersion(userId: string): Promise<void>;
  /** Wraps all of a person's for another name. */
  rewrapped(userId: string, nameKey: string): Promise<WrappedKey[]>;
  /** Forgets a person's: what they sealed can never be opened again. */
  remove(userId: string): Promise<void>;
  table: DataKeyTable;
  masterKeys: MasterKeys;
}

export function dataKeys(table: DataKeyTable, masterKeys: MasterKeys): DataKeys {
  const open = async ({ id, nameKey }: Owner, stored: WrappedKey): Promise<DataKey[]> => {
    const { version, wrapped } = stored;
    if (version === 0) return masterKeys.all().map(({ id, key }) => ({ version, id, key }));
    const find = () => masterKeys.all().find((key) => key.id === stored.masterKey);
    if (!find()) await masterKeys.reload();
    const master = find();
    if (!master)
      throw new SesameError('storage_damaged', {
        detail: `the data key of ${id} is wrapped with another TEMPLATE_KEY`,
      });
    const key = unseal(wrapped, wrappingKey(master.key), wrapContext({ id, nameKey }, version));
    return [{ version, id: keyIdOf(key), key }];
  };

  const openAll = async (userId: string): Promise<DataKey[]> => {
    const { keys, nameKey } = await table.find(userId);
    const opened: DataKey[] = [];
    for (const each of keys) opened.push(...(await open({ id: userId, nameKey }, each)));
    return opened;
  };

  const wrap = (owner: Owner, version: number, key: Uint8Array): WrappedKey => {
    const [{ id: masterKey, key: master }] = masterKeys.all();
    return { version, masterKey, wrapped: seal(key, wrappingKey(master), wrapContext(owner, version)) };
  };

  const add = async (owner: Owner, version: number): Promise<void> => {
    // Another process may have put a key in front, or be about to forget the one that we would wrap with.
    await masterKeys.reload();
    const made = wrap(owner, version, randomBytes(32));
    const isOurs = await table.add(owner.id, made);
    await masterKeys.reload();
    const isRetired = !masterKeys.all().some(({ id }) => id === made.masterKey);
    if (!isOurs || !isRetired) return;
    await table.drop(owner.id, version);
    await add(owner, version);
  };

  return {
    table,
    masterKeys,
    of: openAll,
    ensure: async (owner) => {
      if ((await table.find(owner.id)).keys.length === 0) await add(owner, 1);
      const { keys } = await table.find(owner.id);
      const [newest] = keys;
      const [opened] = newest ? await open(owner, newest) : [];
      if (!opened) throw new SesameError('storage_damaged', { detail: `the data key of ${owner.id} is gone` });
      return opened;
    },
    addVersion: async (userId) => {
      const { keys, nameKey } = await table.find(userId);
      const [newest] = keys;
      if (!newest) throw new SesameError('storage_damaged', { detail: `${userId} has no data key` });
      // Whose the old one is not, theirs the new one must not become.
      await open({ id: userId, nameKey }, newest);
      await add({ id: userId, nameKey }, newest.version + 1);
    },
    rewrapped: async (userId, nameKey) => {
      const opened = (await openAll(userId)).filter(({ version }) => version > 0);
      return opened.map(({ version, key }) => wrap({ id: userId, nameKey }, version, key));
    },
    remove: (userId) => table.remove(userId),
  };
}

const wrappingKey = (master: Uint8Array): Uint8Array => derivedKey(master, 'data keys');

/** The name comes last: it may hold anything. */
const wrapContext = ({ id, nameKey }: Owner, version: number): string => `data key/${id}/${version}/${nameKey}`;
