/** What this browser remembers for a person. Nothing of it leaves the browser. */
type Key = 'camera' | 'microphone' | 'countdown' | 'name' | 'review';

/** The remembered value, or null; also where storage is switched off. */
export function recall(key: Key): string | null {
  try {
    return localStorage.getItem(`open-sesame.${key}`);
  } catch {
    return null;
  }
}

/** Remembers a value; null forgets it. Silent where storage is switched off: it is a comfort, not a need. */
export function remember(key: Key, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`open-sesame.${key}`);
    else localStorage.setItem(`open-sesame.${key}`, value);
  } catch {
    // Nothing to do.
  }
}
