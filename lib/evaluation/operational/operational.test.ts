import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Storage } from '@/lib/storage/storage';
import { openTestStorage } from '@/lib/testing/storage';
import { reportPage } from './page';
import { readReportRows } from './rows';

let storage: Storage;
beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());

it('counts log-ins, escapes what it shows, and names nobody', async () => {
  const at = new Date('2026-11-21T08:00:00Z');
  const event = { at, kind: 'login', nameHash: 'hash-of-a-name', addressHash: 'hash-of-an-address' } as const;
  await storage.prisma.auditEvent.createMany({
    data: [
      { ...event, id: 'event-1', outcome: 'accept', userId: 'user-of-it', signals: ['new_browser'] },
      { ...event, id: 'event-2', outcome: 'reject', reason: '<script>alert(1)</script>' },
    ],
  });
  const page = reportPage(await readReportRows(storage));
  expect(page).toContain('<td>2026-11-21</td><td>2</td><td>1</td><td>50.0 %</td>');
  expect(page).toContain('<td>new_browser</td><td>1</td>');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<script|hash-of|event-|user-of-it/);
});

it('has a page for no log-ins, and a histogram where there are scores', () => {
  expect(reportPage({ logins: [], scores: [] })).not.toMatch(/NaN|<svg/);
  const score = { modality: 'face', similarity: 0.8, threshold: 0.5, accepted: true } as const;
  const page = reportPage({ logins: [], scores: [score, { ...score, similarity: Number.NaN }] });
  expect(page).toContain('<svg');
  expect(page).toContain('>not accepted</text>');
  expect(page).not.toContain('same person');
  expect(page).toContain('>100.0 %</text>');
  expect(page).not.toContain('NaN');
});

it('draws acceptance over days, and shows an evaluation as a picture that cannot run', () => {
  const login = { outcome: 'accept', reason: null, signals: [] } as const;
  const logins = ['2026-11-20', '2026-11-21'].map((day) => ({
    ...login,
    signals: [],
    at: new Date(`${day}T08:00:00Z`),
  }));
  const page = reportPage({ logins, scores: [] }, Buffer.from('<svg><script>alert(1)</script></svg>'));
  expect(page).toContain('Acceptance over time</text>');
  expect(page).toContain('data:image/svg+xml;base64,');
  expect(page).not.toMatch(/<script|NaN/);
});
