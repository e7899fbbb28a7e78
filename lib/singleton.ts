/**
 * What this process has one of, by name, made at the first call. On `globalThis`, because Next.js gives the pages copies of our
 * modules of their own.
 */
export function singleton<T extends object>(name: string, make: () => T): T {
  const slots = globalThis as { [slot: symbol]: T | undefined };
  const slot = Symbol.for(`open-sesame.${name}`);
  slots[slot] ??= make();
  return slots[slot];
}
