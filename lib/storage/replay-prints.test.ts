import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import {
  deleteOldPrints,
  keepEnrolledPrints,
  keepLoginPrints,
  MOST_PRINTS,
  type Print,
  readPrints,
} from './replay-prints';
import { createUser } from './users';

let storage: TestStorage;
let id: string;
const start = new Date('2026-01-01T00:00:00Z');
const day = (n: number): Date => new Date(start.getTime() + n * 86_400_000);
const sound = (n: number): Print => ({ kind: 'sound', bytes: Uint8Array.of(n) });
const picture = (n: number): Print => ({ kind: 'picture', bytes: Uint8Array.of(n) });
const numbers = async (since = start): Promise<number[]> =>
  (await readPrints(storage, id, since)).map(({ bytes }) => bytes[0]!).sort((a, b) => a - b);

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(async () => {
  id = randomUUID();
  await createUser(storage, { id, name: id.slice(0, 8), createdAt: start, consentedAt: start, voiceModel: 'a-model' }, [
    sound(1),
    picture(2),
  ]);
});

it('prints of an enrolment come with the person and stay as long', async () => {
  await deleteOldPrints(storage, day(1000));
  expect(await numbers(day(1000))).toEqual([1, 2]);
  await storage.prisma.user.delete({ where: { id } });
  expect(await storage.prisma.replayPrint.count({ where: { userId: id } })).toBe(0);
});

it('those of log-ins stay until they are swept', async () => {
  await keepLoginPrints(storage, id, [sound(3), picture(4)], day(1));
  await keepLoginPrints(storage, id, [sound(5), picture(6)], day(50));
  expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await numbers(day(2))).toEqual([1, 2, 5, 6]);
  await deleteOldPrints(storage, day(2));
  expect(await numbers()).toEqual([1, 2, 5, 6]);
});

it('of log-ins the newest are kept, and never at the cost of the enrolment', async () => {
  for (let n = 0; n < MOST_PRINTS + 3; n++) await keepLoginPrints(storage, id, [sound(100 + n)], day(n));
  expect(await numbers()).toEqual([1, 2, ...Array.from({ length: MOST_PRINTS }, (_, i) => 103 + i)]);
});

it('a new enrolment takes the place of the old one, which goes as a log-in does', async () => {
  await keepEnrolledPrints(storage, id, [sound(7)], day(10));
  expect(await numbers()).toEqual([1, 2, 7]);
  await deleteOldPrints(storage, day(11));
  expect(await numbers()).toEqual([2, 7]);
});

it('one that was moved to another person or kind is left out, and told to the operator', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await storage.prisma.replayPrint.updateMany({ where: { userId: id, kind: 'sound' }, data: { kind: 'picture' } });
  expect(await numbers()).toEqual([2]);
  expect(log).toHaveBeenCalledWith(expect.stringContaining('is left out'));
  log.mockRestore();
});
