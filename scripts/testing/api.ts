import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { apiAccess } from '@/lib/auth/api';
import { makeNobody } from '@/lib/auth/templates-of';
import { closeStorage, storage } from '@/lib/storage/storage';
import { finishTemplates, type Templates, writeTemplates } from '@/lib/storage/template-folders';
import { createUser } from '@/lib/storage/users';

export const API_KEY = 'the-key-of-a-service-in-tests';

export type Bytes = Uint8Array<ArrayBuffer>;
type Post = (request: Request) => Promise<Response>;

/** What a service with a key may get wrong about it. */
export const withoutKey: [string, { authorization: string; query?: string }][] = [
  ['no key', { authorization: '' }],
  ['a wrong key', { authorization: 'Bearer a-wrong-key-of-the-right-length' }],
  ['the beginning of a key', { authorization: `Bearer ${API_KEY.slice(0, 24)}` }],
  ['a key in the address', { authorization: '', query: `?key=${API_KEY}` }],
];

/** Opens the process's storage on folders of its own, with the API on. Returns what closes and removes them. */
export async function openApi(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-api-'));
  await cp(inject('databaseTemplate'), join(folder, 'db'), { recursive: true });
  vi.stubEnv('DATA_DIR', join(folder, 'db'));
  vi.stubEnv('TMP_DIR', join(folder, 'tmp'));
  vi.stubEnv('API_KEYS', `another-key-of-another-service,${API_KEY}`);
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  await makeNobody(await storage());
  return async () => {
    await closeStorage();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Sends files to a route as a service would, with file names and a type that nobody should read. */
export async function callApi(
  route: { POST: Post },
  files: Record<string, Bytes>,
  { authorization = `Bearer ${API_KEY}`, query = '' } = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const body = new FormData();
  for (const [field, bytes] of Object.entries(files))
    body.append(field, new Blob([bytes], { type: 'text/html' }), '../../../etc/passwd');
  const request = new Request(`http://localhost/api/v1/x${query}`, {
    method: 'POST',
    body,
    headers: { authorization },
  });
  const response = await route.POST(request);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Opens as many requests as may be open at once. Returns what ends them. */
export function openAllRequests(): () => Promise<unknown> {
  const release: (() => void)[] = [];
  const held = Array.from({ length: 16 }, () =>
    apiAccess.admit(() => new Promise<void>((resolve) => release.push(resolve))),
  );
  return () => {
    for (const end of release) end();
    return Promise.all(held);
  };
}

/** Somebody with these templates, as another replica would have signed them up. */
export async function enrolTemplates(id: string, name: string, templates: Templates): Promise<void> {
  const { dataDir, templateKey } = await storage();
  const partial = await writeTemplates(dataDir, templateKey, id, templates);
  const at = new Date();
  await createUser(await storage(), { id, name, createdAt: at, consentedAt: at });
  await finishTemplates(dataDir, id, partial);
}
