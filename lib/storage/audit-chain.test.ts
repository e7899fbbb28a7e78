import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { type AuditEvent, closeEvent, openEvent, recordAct } from './audit';
import { deleteOldEvents, restartChain } from './audit-append';
import { chained, verifyChain } from './audit-verify';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1000);

let storage: TestStorage;
beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(forgetAll);

async function forgetAll(): Promise<void> {
  await storage.prisma.auditEvent.deleteMany();
  await storage.prisma.auditMark.deleteMany();
}

const act = (second: number) =>
  recordAct(storage, { kind: 'setting', outcome: 'accept', subject: `setting ${second}` }, at(second));

const open = (second: number): Promise<string> =>
  openEvent(storage, 'login', { name: 'ada', address: '203.0.113.9', origin: '203.0.113.0/24' }, at(second));

/** Five events: the numbers 1 to 5. */
async function five(): Promise<void> {
  for (const second of [1, 2, 3]) await act(second);
  for (const second of [4, 5]) {
    const noticed = { signals: ['new_browser'], browser: 'Firefox on Linux' };
    const end = { outcome: 'reject' as const, reason: 'voice_mismatch', userId: 'ada', ...noticed };
    await closeEvent(storage, await open(second), end);
  }
}

const WHOLE = { ok: true, events: 5, unverified: 0, head: { seq: 5, mac: expect.stringMatching(/^[0-9a-f]{64}$/) } };

describe('the chain of audit events', () => {
  it('is whole where nobody touched it, and empty at first', async () => {
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 0 });
    await five();
    expect(await verifyChain(storage)).toEqual(WHOLE);
  });

  it('takes an attempt in when it is settled, once: what is in it stays', async () => {
    const [first, second] = [await open(1), await open(2)];
    await act(3);
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 1 });
    await closeEvent(storage, second, { outcome: 'accept', userId: 'ada' });
    await closeEvent(storage, first, { outcome: 'reject', reason: 'face_mismatch', userId: 'ada' });
    await closeEvent(storage, first, { outcome: 'failure', reason: 'internal' });
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 3 });
    const { outcome } = await storage.prisma.auditEvent.findUniqueOrThrow({ where: { id: first } });
    expect(outcome).toBe('reject');
  });

  it.each<[string, Partial<AuditEvent>]>([
    ['outcome', { outcome: 'accept' }],
    ['reason', { reason: null }],
    ['kind', { kind: 'enrolment' }],
    ['time', { at: at(99) }],
    ['name', { nameHash: 'of another' }],
    ['address', { addressHash: null }],
    ['origin', { originHash: null }],
    ['person', { userId: 'berta' }],
    ['signals', { signals: [] }],
    ['browser', { browser: 'Chrome on Mac' }],
    ['subject', { subject: 'another' }],
    ['MAC', { mac: 'f'.repeat(64) }],
  ])('shows a changed %s', async (_, change) => {
    await five();
    await storage.prisma.auditEvent.update({ where: { seq: 4 }, data: change });
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'changed', seq: 4 });
  });

  it.each([1, 3, 5])('shows that number %i was removed, also after more was written', async (seq) => {
    await five();
    await storage.prisma.auditEvent.delete({ where: { seq } });
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'removed', seq });
    await act(6);
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'removed', seq });
  });

  it('shows that the last was removed with the head, or under a head that was put back or made up', async () => {
    await five();
    const head = await storage.prisma.auditMark.findUniqueOrThrow({ where: { name: 'head' } });
    const last = await storage.prisma.auditEvent.delete({ where: { seq: 5 } });
    const { mac } = await storage.prisma.auditEvent.findUniqueOrThrow({ where: { seq: 4 } });
    await storage.prisma.auditMark.update({ where: { name: 'head' }, data: { seq: 4, mac: mac! } });
    expect(await verifyChain(storage)).toMatchObject({ ok: false, problem: 'marks_changed' });
    await storage.prisma.auditMark.delete({ where: { name: 'head' } });
    expect(await verifyChain(storage)).toMatchObject({ ok: false, problem: 'removed' });
    await act(6);
    expect(await verifyChain(storage)).toMatchObject({ ok: false, problem: 'removed', seq: 5 });
    expect([head.seq, last.seq]).toEqual([5, 5]);
  });

  it('shows two that changed places, whether or not their MACs went with them', async () => {
    for (const withMacs of [false, true]) {
      await forgetAll();
      await five();
      const [two, three] = await storage.prisma.auditEvent.findMany({
        where: { seq: { in: [2, 3] } },
        orderBy: { seq: 'asc' },
      });
      const place = (id: string, seq: number, mac: string | null) =>
        storage.prisma.auditEvent.update({ where: { id }, data: { seq, ...(withMacs && { mac }) } });
      await place(two!.id, 99, two!.mac);
      await place(three!.id, 2, two!.mac);
      await place(two!.id, 3, three!.mac);
      expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'changed', seq: 2 });
    }
  });

  it('shows one that was added outside, or taken out by its number', async () => {
    await five();
    await storage.prisma.auditEvent.create({ data: { id: 'x', at: at(9), kind: 'login', outcome: 'accept' } });
    expect(await verifyChain(storage)).toMatchObject({ ok: false, problem: 'not_chained' });
    await storage.prisma.auditEvent.delete({ where: { id: 'x' } });
    await storage.prisma.auditEvent.update({ where: { seq: 2 }, data: { seq: null, outcome: 'pending' } });
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'removed', seq: 2 });
  });

  it('is nothing that somebody with another secret could have written', async () => {
    await five();
    const other = { ...storage, sessionSecret: 'another secret, of thirty-two characters' };
    expect(await verifyChain(other)).toMatchObject({ ok: false });
    await recordAct(other, { kind: 'key', outcome: 'accept', subject: 'forged' }, at(6));
    expect(await verifyChain(storage)).toMatchObject({ ok: false });
  });

  it('begins anew after a change of the secret, where an operator says so', async () => {
    await five();
    const other = { ...storage, sessionSecret: 'another secret, of thirty-two characters' };
    await restartChain(other);
    await recordAct(other, { kind: 'key', outcome: 'accept', subject: 'changed' }, at(6));
    expect(await verifyChain(other)).toMatchObject({ ok: true, events: 1, unverified: 5 });
  });

  it('counts events from before there was a chain apart', async () => {
    await storage.prisma.auditEvent.create({ data: { id: 'old', at: at(0), kind: 'login', outcome: 'accept' } });
    await five();
    expect(await verifyChain(storage)).toEqual({ ...WHOLE, unverified: 1 });
  });

  it('is handed out in order, with nothing that names a person', async () => {
    await five();
    const events = [];
    for await (const event of chained(storage.prisma)) events.push(event);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(JSON.stringify(events)).not.toContain('203.0.113');
  });

  it('is one where many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => act(i)));
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 12 });
  });
});

describe('the end of the time that events are kept', () => {
  it('does not look like tampering', async () => {
    await five();
    await deleteOldEvents(storage, at(3));
    expect(await storage.prisma.auditEvent.count()).toBe(3);
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 3, head: { seq: 5 } });
    await deleteOldEvents(storage, at(99));
    expect(await storage.prisma.auditEvent.count()).toBe(0);
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 0, head: { seq: 5 } });
    await act(100);
    expect(await verifyChain(storage)).toMatchObject({ ok: true, events: 1, head: { seq: 6 } });
  });

  it('hides nothing: what was made older than it is stays, and is shown', async () => {
    await five();
    await storage.prisma.auditEvent.updateMany({ where: { seq: { lte: 4 } }, data: { at: new Date(0) } });
    await deleteOldEvents(storage, at(0));
    expect(await storage.prisma.auditEvent.count()).toBe(5);
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'changed', seq: 1 });
  });

  it('is no cover for removing: an anchor cannot be moved or made up', async () => {
    await five();
    await deleteOldEvents(storage, at(2));
    const { mac } = await storage.prisma.auditEvent.findUniqueOrThrow({ where: { seq: 3 } });
    await storage.prisma.auditEvent.deleteMany({ where: { seq: { lte: 3 } } });
    expect(await verifyChain(storage)).toEqual({ ok: false, problem: 'removed', seq: 2 });
    await storage.prisma.auditMark.update({ where: { name: 'anchor' }, data: { seq: 3, mac: mac! } });
    expect(await verifyChain(storage)).toMatchObject({ ok: false, problem: 'marks_changed' });
  });
});
