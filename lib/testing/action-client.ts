import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EnrolmentActions, LoginActions } from '@/lib/api/contract';

/** The server actions over HTTP, as a script would call them: for load, crashes and attacks. */
export type ActionClient = EnrolmentActions & LoginActions;

const manifestSchema = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

interface Action {
  name: string;
  /** As the header `next-action` names it. */
  id: string;
  path: string;
}

/** The server actions of the built app. */
export async function listActions(): Promise<Action[]> {
  const text = await readFile(join('.next', 'server', 'server-reference-manifest.json'), 'utf8');
  const { node } = manifestSchema.parse(JSON.parse(text));
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const path = (Object.keys(workers)[0] as string).replace(/^app\/(.*)\/page$/, '/$1');
    return { name: exportedName, id, path };
  });
}

/** `headers` go with every call, for example an `x-forwarded-for`. */
export async function actionClient(url: string, headers: Record<string, string> = {}): Promise<ActionClient> {
  const actions = (await listActions()).map(({ name, id, path }) => [
    name,
    (input: unknown) => call(`${url}${path}`, id, input, headers),
  ]);
  return Object.fromEntries(actions) as ActionClient;
}

/** One call in the wire format of React's server functions: a JSON array out, rows of `<id>:<JSON>` back. */
async function call(url: string, action: string, input: unknown, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { origin: new URL(url).origin, ...headers, 'next-action': action, accept: 'text/x-component' },
    body: JSON.stringify([input]),
  });
  const text = await response.text();
  const row = /^1:(.*)$/m.exec(text)?.[1];
  if (!row?.startsWith('{')) throw new Error(`HTTP ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(row);
}
