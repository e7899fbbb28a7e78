import { keyIdOf } from '../seal';

/** A key that wraps the data keys of people. */
export interface MasterKey {
  /** Names it without telling it. */
  id: string;
  /** 32 bytes. */
  key: Uint8Array;
}

/** The master keys of this process. The first wraps; the others only open what they wrapped. */
export interface MasterKeys {
  all(): readonly [MasterKey, ...MasterKey[]];
  /** Looks again whether there are others by now. Keeps those it has where the place cannot be read. */
  reload(): Promise<void>;
  /** Puts a new one first. Undefined where the operator keeps them: they put it there. */
  add?: () => Promise<void>;
  /** Forgets one for good. */
  retire?: (key: MasterKey) => Promise<void>;
  /** Takes back a `retire`. */
  restore?: (key: MasterKey) => Promise<void>;
}

export function masterKey(key: Uint8Array): MasterKey {
  return { id: keyIdOf(key), key };
}

/** Keys that stay as they are as long as the process lives. Throws a RangeError for none. */
export function fixedKeys(keys: readonly Uint8Array[]): MasterKeys {
  const all = nonEmpty(keys.map(masterKey));
  return { all: () => all, reload: async () => undefined };
}

/** The same keys, of which there is at least one. Throws a RangeError for none. */
export function nonEmpty<Key>(keys: readonly Key[]): readonly [Key, ...Key[]] {
  const [first, ...others] = keys;
  if (first === undefined) throw new RangeError('no master key');
  return [first, ...others];
}
