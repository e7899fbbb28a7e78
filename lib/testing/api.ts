import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { makeDummyTemplates } from '@/lib/recognition/dummy-templates';
import { closeStorage, storage } from '@/lib/storage/storage';
import type { Templates } from '@/lib/storage/template-store';
import { createUser, nameKey } from '@/lib/storage/users';

export const API_KEY = 'the-key-of-a-service-in-tests';
export const OTHER_API_KEY = 'another-key-of-another-service';

export type Bytes = Uint8Array<ArrayBuffer>;
type Post = (request: Request) => Promise<Response>;

/** Opens the process's storage on folders of its own, with the API on. Returns what closes and removes them. */
export async function openApi(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-api-'));
  await cp(inject('databaseTemplate'), join(folder, 'db'), { recursive: true });
  vi.stubEnv('DATA_DIR', join(folder, 'db'));
  vi.stubEnv('KEY_DIR', join(folder, 'keys'));
  vi.stubEnv('TMP_DIR', join(folder, 'tmp'));
  vi.stubEnv('IDENTIFICATION', 'all');
  vi.stubEnv('API_KEYS', `${OTHER_API_KEY},${API_KEY}`);
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  await makeDummyTemplates(await storage());
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

/** Somebody with these templates, as another replica would have signed them up. */
export async function enrolTemplates(id: string, name: string, templates: Templates): Promise<void> {
  const opened = await storage();
  const at = new Date();
  await opened.templates.create({ id, nameKey: nameKey(name) }, templates, () =>
    createUser(opened, { id, name, createdAt: at, consentedAt: at }),
  );
}
