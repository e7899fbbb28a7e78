import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import messages from '@/components/messages/en/export.json';
import { saveSummary } from '@/lib/storage/login-summaries';
import type { SessionHolder } from '@/lib/storage/sessions';
import { fullPerson, holderOf, noteLogin } from '@/lib/testing/account';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { exportData } from './export-data';
import { type ExportWords, exportPage } from './export-page';
import { exportZip } from './export-zip';

const now = new Date('2026-11-22T08:00:00Z');
const words: ExportWords = {
  ...messages,
  locale: 'en-GB',
  more: (count) => `${count} more`,
  date: (at) => at.toISOString(),
};

let storage: TestStorage;
let deps: { storage: TestStorage; now(): Date };
let ada: SessionHolder;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => now };
  ada = await fullPerson(storage, 'ada', now);
  await noteLogin(storage, ada.user, 'reject', now);
  const berta = await fullPerson(storage, 'berta', now);
  await noteLogin(storage, berta.user, 'accept', now);
  await holderOf(storage, berta.user.id, now, 'Vivaldi on Windows');
});
afterAll(() => storage.close());

async function files(withTemplates: boolean): Promise<Record<string, string>> {
  const stream = await exportZip(ada.user, { words, withTemplates }, deps);
  const zip = unzipSync(new Uint8Array(await new Response(stream).arrayBuffer()));
  return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('an export', () => {
  it('holds what is kept of the person, for programs and for reading', async () => {
    const found = await files(false);
    expect(Object.keys(found)).toEqual(['data.json', 'index.html']);
    expect(JSON.parse(found['data.json'] ?? '')).toMatchObject({
      format: 1,
      person: { id: ada.user.id, name: 'ada', signedUpAt: now.toISOString() },
      consent: { consentVersion: 1, consentWithdrawnAt: null },
      sessions: [{ device: 'Firefox on Linux', addressPrefix: '203.0.113.0/24', by: ['face', 'voice'] }],
      events: expect.arrayContaining([expect.objectContaining({ kind: 'login', browser: 'Safari on macOS' })]),
      comparisons: [{ modality: 'face', similarity: 1 }],
      usual: { of: 'ada' },
      kept: { templates: ['face', 'voice', 'voice-recent'], fingerprints: 1 },
    });
    expect(found['index.html']).toContain('The name you log in with, as you typed it.');
  });

  it('holds templates where they are asked for, as the numbers that were sealed', async () => {
    const found = await files(true);
    const names = ['face', 'voice', 'voice-recent'].map((name) => `templates/${name}.json`);
    expect(Object.keys(found).filter((name) => name.startsWith('templates/'))).toEqual(names);
    const face = JSON.parse(found['templates/face.json'] ?? '');
    expect(face).toMatchObject({ model: 'a-model' });
    const { embeddings, domain } = await storage.templates.readOne(ada.user.id, 'face');
    const plain = domain!.leave(embeddings[0]!, 'a-model');
    expect(face.embeddings[0]).toHaveLength(4);
    for (const [i, value] of plain.entries()) expect(face.embeddings[0][i]).toBeCloseTo(value, 5);
  });

  it('holds nothing of anybody else, nothing that opens a session, and no scrambled name', async () => {
    const text = Object.values(await files(true)).join('');
    const berta = await storage.prisma.user.findUniqueOrThrow({ where: { nameKey: 'berta' } });
    const sessions = await storage.prisma.session.findMany();
    const hashes = (await storage.prisma.auditEvent.findMany()).flatMap(({ nameHash, addressHash }) => [
      nameHash ?? '-nothing-',
      addressHash ?? '-nothing-',
    ]);
    const secret = ['berta', berta.id, 'Vivaldi', ...sessions.map(({ hash }) => hash), ...hashes];
    for (const word of secret) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('is in the audit trail', async () => {
    await files(true);
    const acts = await storage.prisma.auditEvent.findMany({ where: { subject: 'export' } });
    expect(acts.at(-1)).toMatchObject({ userId: ada.user.id, reason: 'with templates' });
  });
});

describe('the page of an export', () => {
  it('explains every field of it', async () => {
    const { person, consent, settings, waysIn, kept, ...data } = await exportData(ada.user, deps);
    const fields = [person, consent, settings, waysIn, kept].flatMap(Object.keys);
    const page = exportPage({ person, consent, settings, waysIn, kept, ...data }, words);
    for (const field of fields) expect(messages.fields).toHaveProperty(field);
    for (const sentence of Object.values(messages.fields)) expect(page).toContain(sentence.replaceAll("'", '&#39;'));
  });

  it('runs nothing that somebody named themself', async () => {
    const data = await exportData(ada.user, deps);
    const name = '<script>alert(1)</script>&"';
    await saveSummary(storage, ada.user.id, { name }, now);
    const page = exportPage({ ...data, person: { ...data.person, name }, usual: { name } }, { ...words, title: name });
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script&#62;');
  });
});
