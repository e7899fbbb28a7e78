import { singleton } from '@/lib/singleton';

/** How long the storage and the models have to answer, in milliseconds. */
export const READY_WITHIN_MS = 1_000;

/** What a server needs before it can serve; each rejects, or does not settle, while it is missing. */
export interface Needs {
  storage(): Promise<unknown>;
  models(): Promise<unknown>;
}

/** What is missing; nothing: the server can serve. */
export type Missing = (keyof Needs)[];

/** Asks for everything at once. Never rejects. */
export async function missing(needs: Needs, withinMs: number): Promise<Missing> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), withinMs);
  const tooLate = new Promise<boolean>((resolve) => late.signal.addEventListener('abort', () => resolve(false)));
  const answers = (need: () => Promise<unknown>): Promise<boolean> =>
    Promise.race([need().then(() => true), tooLate]).catch(() => false);
  const [storage, models] = await Promise.all([answers(needs.storage), answers(needs.models)]);
  clearTimeout(timer);
  return [...(storage ? [] : (['storage'] as const)), ...(models ? [] : (['models'] as const))];
}

const shared = (): { asking?: Promise<Missing> } => singleton('readiness', () => ({}));

/** The same for many callers at once, so that nobody can keep the database busy with it. */
export function missingNow(needs: Needs): Promise<Missing> {
  const slot = shared();
  slot.asking ??= missing(needs, READY_WITHIN_MS).finally(() => {
    delete slot.asking;
  });
  return slot.asking;
}
