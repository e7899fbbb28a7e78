/** What this browser remembers for a person. Nothing of it leaves the browser. */
type Key = 'camera' | 'microphone' | 'countdown' | 'name' | 'review';

/** What this tab remembers, for a reload. */
type TabKey = 'sign-up' | 'thumbnails' | 'typed-name';

/** The remembered value, or null; also where storage is switched off. */
export const recall = (key: Key): string | null => read(() => localStorage, key);
export const recallInTab = (key: TabKey): string | null => read(() => sessionStorage, key);

/** Remembers a value; null forgets it. Silent where storage is switched off, or full: it is a comfort, not a need. */
export const remember = (key: Key, value: string | null): void => write(() => localStorage, key, value);
export const rememberInTab = (key: TabKey, value: string | null): void => write(() => sessionStorage, key, value);

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(`open-sesame.${key}`);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(`open-sesame.${key}`);
    else storage().setItem(`open-sesame.${key}`, value);
  } catch {
    // Nothing to do.
  }
}
