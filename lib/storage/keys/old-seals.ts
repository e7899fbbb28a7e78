import type { SealedStore } from '../sealed-store';
import type { DataKeyTable } from './data-key-table';

/** Ids looked up at once. */
const PAGE = 10_000;

/**
 * Notes whose templates are sealed with a master key itself, as all were before there were data keys: they open, and are outdated until
 * `renewOutdated` has sealed them anew.
 */
export async function noteOldSeals(table: DataKeyTable, stores: readonly SealedStore[]): Promise<void> {
  for (const store of stores) {
    const ids = await store.list();
    for (let i = 0; i < ids.length; i += PAGE)
      for (const userId of await table.without(ids.slice(i, i + PAGE)))
        await table.add(userId, { version: 0, masterKey: '', wrapped: new Uint8Array() });
  }
}
