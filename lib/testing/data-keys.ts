import { createHash } from 'node:crypto';
import type { DataKeyTable, WrappedKey } from '@/lib/storage/keys/data-key-table';
import { type DataKeys, dataKeys } from '@/lib/storage/keys/data-keys';
import { fixedKeys } from '@/lib/storage/keys/master-keys';

/** 32 bytes that look drawn at random, the same for the same word. */
export function testKey(word: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(word).digest());
}

/** Wrapped data keys in memory, and the names of people, who have none until a test says so. */
export interface MemoryTable extends DataKeyTable {
  rows: Map<string, (WrappedKey & { madeAt: Date })[]>;
  names: Map<string, string>;
}

export function memoryTable(): MemoryTable {
  const rows: MemoryTable['rows'] = new Map();
  const names = new Map<string, string>();
  const of = (userId: string) => rows.get(userId) ?? [];
  const keep = (userId: string, isKept: (key: WrappedKey) => boolean): void => {
    const kept = of(userId).filter(isKept);
    if (kept.length > 0) rows.set(userId, kept);
    else rows.delete(userId);
  };
  return {
    rows,
    names,
    find: async (userId) => ({
      keys: of(userId).toSorted((a, b) => b.version - a.version),
      nameKey: names.get(userId) ?? '',
    }),
    add: async (userId, key) => {
      if (of(userId).some(({ version }) => version === key.version)) return false;
      rows.set(userId, [...of(userId), { ...key, madeAt: new Date() }]);
      return true;
    },
    remove: async (userId) => void rows.delete(userId),
    drop: async (userId, version) => keep(userId, (key) => key.version !== version),
    removeBefore: async (userId, version) => keep(userId, (key) => key.version >= version),
    outdated: async (current, take, after) =>
      [...rows]
        .filter(
          ([userId, keys]) => userId > after && (keys.length > 1 || keys.some((key) => key.masterKey !== current)),
        )
        .map(([userId, keys]) => ({ userId, madeAt: keys.at(-1)?.madeAt ?? new Date() }))
        .sort((a, b) => (a.userId < b.userId ? -1 : 1))
        .slice(0, take),
    counts: async () => {
      const counts = new Map<string, number>();
      for (const { version, masterKey } of [...rows.values()].flat())
        if (version > 0) counts.set(masterKey, (counts.get(masterKey) ?? 0) + 1);
      return counts;
    },
    without: async (userIds) => userIds.filter((userId) => !rows.has(userId)),
  };
}

/** Data keys in memory, unless a table is given. */
export function testDataKeys(table: DataKeyTable = memoryTable(), ...words: string[]): DataKeys {
  return dataKeys(table, fixedKeys((words.length > 0 ? words : ['master']).map(testKey)));
}
