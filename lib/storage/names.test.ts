import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { fillSkeletons } from './fill-skeletons';
import { changeName } from './keys/change-name';
import { nameKey, nameSkeleton } from './names';
import { createUser, findUserByName, type User } from './users';

describe('the key of a name', () => {
  it('is the lower case of what could be a name before others could', () => {
    for (const name of ['ada', 'ADA', 'Ada_Lovelace-1.2', 'IiLlOo0']) expect(nameKey(name)).toBe(name.toLowerCase());
  });

  it.each([
    ['STRASSE', 'straße'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['МАРИЯ', 'мария'],
    ['Zoe\u0308', 'ZOË'],
    ['ＡＤＡ', 'ada'],
    ['ﬁona', 'FIONA'],
  ])('takes %s and %s for one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
    expect(nameKey(nameKey(one))).toBe(nameKey(one));
  });
});

describe('the look of a name', () => {
  it.each([
    ['асе', 'ace'],
    ['АСЕ', 'ace'],
    ['Ian', 'lan'],
    ['ada0', 'adaO'],
    ['user1', 'userl'],
    ['mary', 'rnary'],
    ['ΑΒΕ', 'ABE'],
  ])('is the same of %s and %s', (one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });

  it('is not the same of names that a person tells apart', () => {
    const names = ['ada', 'berta', 'мария', 'maria', 'Zoë', '王小明', '王大明', 'ada2', 'ada3', 'adam'];
    expect(new Set(names.map(nameSkeleton)).size).toBe(names.length);
  });
});

describe('people whose names look alike', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  beforeEach(() => emptyTables(storage));
  afterAll(() => storage.close());

  const signUp = (name: string, createdAt = new Date()): Promise<User | undefined> =>
    createUser(storage, { id: randomUUID(), name, createdAt, consentedAt: createdAt, voiceModel: 'm' });

  it('are one: the second cannot be had, and finds nobody', async () => {
    const ada = await signUp('Асе');
    expect(ada).toMatchObject({ name: 'Асе', nameKey: 'асе' });
    expect(await signUp('ACE')).toBeUndefined();
    expect(await findUserByName(storage, 'ACE')).toBeNull();
    expect(await findUserByName(storage, 'АСЕ')).toMatchObject({ id: ada?.id });
  });

  it('cannot be made by changing a name, but for one’s own', async () => {
    const ian = await signUp('Ian');
    const ada = await signUp('ada');
    expect(await changeName(storage, ada?.id ?? '', 'lan')).toBeUndefined();
    expect(await changeName(storage, ian?.id ?? '', 'lan')).toMatchObject({ name: 'lan', nameKey: 'lan' });
  });

  it('both stay where they signed up before that was asked; nobody comes to look like the older one', async () => {
    const names = ['user1', 'userl', 'ada'];
    for (const [i, name] of names.entries())
      await storage.prisma.user.create({
        data: { ...plain(name, i), nameKey: name, nameSkeleton: null },
      });
    expect(await fillSkeletons(storage)).toBe(2);
    expect(await fillSkeletons(storage)).toBe(0);
    const rows = await storage.prisma.user.findMany({ orderBy: { createdAt: 'asc' } });
    expect(rows.map(({ nameSkeleton: look }) => look)).toEqual(['userl', null, 'ada']);
    expect(await findUserByName(storage, 'userl')).toMatchObject({ name: 'userl' });
    expect(await signUp('userI')).toBeUndefined();
  });

  const plain = (name: string, second: number) => {
    const at = new Date(second * 1000);
    return { id: randomUUID(), name, createdAt: at, consentedAt: at, voiceModel: 'm' };
  };
});
