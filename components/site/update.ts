'use client';
import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { useEffect, useState } from 'react';
import { recallInTab, rememberInTab } from '@/components/capture/remembered';

/** Tells this page that it is from before an update of the site. */
const OUTDATED = 'open-sesame.outdated';

type Action = (input: never) => Promise<unknown>;

/**
 * The server actions that a page was given, the same for as long as it is there: an answer that sets a cookie brings the page anew, with
 * copies of them that must not set off anything again.
 */
export function useActions<Actions extends { [name in keyof Actions]: Action }>(given: Actions): Actions {
  const [actions] = useState(() => acrossUpdates(given));
  return actions;
}

/**
 * The same server actions. Where the server does not know one any more, `UpdateNotice` says so and loads the page anew, and the call
 * never ends: nothing else is said about it.
 */
function acrossUpdates<Actions extends { [name in keyof Actions]: Action }>(actions: Actions): Actions {
  const watched = Object.entries<Action>(actions).map(([name, action]) => [
    name,
    (input: never) =>
      action(input).catch((error: unknown) => {
        if (!tellIfOutdated(error)) throw error;
        return new Promise(() => undefined);
      }),
  ]);
  return Object.fromEntries(watched);
}

/** Whether an error says that this page is from before an update; if so, the page is told. */
export function tellIfOutdated(error: unknown): boolean {
  if (!unstable_isUnrecognizedActionError(error)) return false;
  window.dispatchEvent(new Event(OUTDATED));
  return true;
}

/** Calls back when this page turns out to be from before an update. */
export function onOutdated(listener: () => void): () => void {
  window.addEventListener(OUTDATED, listener);
  return () => window.removeEventListener(OUTDATED, listener);
}

/** A name as it is typed. When an update loads the page anew it is there again; nothing else keeps it. */
export function useTypedName(): [name: string, setName: (name: string) => void] {
  const [name, setName] = useState('');
  useEffect(() => {
    const kept = recallInTab('typed-name');
    rememberInTab('typed-name', null);
    if (kept) setName(kept);
  }, []);
  useEffect(() => onOutdated(() => rememberInTab('typed-name', name)), [name]);
  return [name, setName];
}
