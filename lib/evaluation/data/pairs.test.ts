import { describe, expect, it } from 'vitest';
import { parsePairs, peopleIn } from './pairs';

const LFW = [
  '2\t1',
  'Ada_Lovelace\t1\t4',
  'Ada_Lovelace\t1\tBerta_Benz\t12',
  'Berta_Benz\t2\t3',
  'Berta_Benz\t1\tAda_Lovelace\t2',
];

describe('a list of pairs', () => {
  it('in LFW’s format keeps its folds', () => {
    const [first, second, ...more] = parsePairs(LFW.join('\n'));
    expect(more).toEqual([]);
    expect(first).toEqual([
      { a: 'Ada_Lovelace/Ada_Lovelace_0001.jpg', b: 'Ada_Lovelace/Ada_Lovelace_0004.jpg', same: true },
      { a: 'Ada_Lovelace/Ada_Lovelace_0001.jpg', b: 'Berta_Benz/Berta_Benz_0012.jpg', same: false },
    ]);
    expect(second).toHaveLength(2);
  });

  it('in the format of pairsDevTest.txt is one fold', () => {
    expect(parsePairs(['1', ...LFW.slice(1, 3)].join('\n'))).toHaveLength(1);
  });

  it.each([
    ['yes', true],
    ['NO', false],
    ['1', true],
    ['false', false],
  ])('as a table knows %s', (answer, same) => {
    expect(parsePairs(`a,b,same\r\nx.jpg,sub/y.jpg,${answer}\r\n`)).toEqual([[{ a: 'x.jpg', b: 'sub/y.jpg', same }]]);
  });

  it.each([
    ['an unknown answer', 'a,b,same\nx,y,perhaps', 'line 2'],
    ['a missing cell', 'a,b,same\nx,y,yes\nx,y', 'line 3'],
    ['a cell too many', 'a,b,same\nx,y,yes,no', 'line 2'],
    ['a path that climbs out', 'a,b,same\nx,../../etc/passwd,yes', 'line 2'],
    ['an absolute path', 'a,b,same\n/etc/passwd,x,yes', 'line 2'],
    ['a name that climbs out', '1\n..\t1\t2\nAda\t1\tBerta\t2', 'line 2'],
    ['no count', 'nothing here', 'line 1'],
    ['nothing', '', 'line 1'],
    ['fewer lines than promised', LFW.slice(0, 4).join('\n'), 'line 4'],
    ['more lines than promised', [...LFW, LFW[1]].join('\n'), 'line 6'],
    ['a number that is none', '1\nAda\t1\tx\nAda\t1\tBerta\t2', 'line 2'],
    ['a pair that was there before', 'a,b,same\nx,y,yes\ny,x,no', 'line 3'],
    ['a file and itself', 'a,b,same\nx,x,yes', 'line 2'],
    ['a line of two cells', '1\nAda\t1\nAda\t1\tBerta\t2', 'line 2'],
  ])('with %s is refused by its line', (_, text, line) => {
    expect(() => parsePairs(text)).toThrow(RangeError);
    expect(() => parsePairs(text)).toThrow(line);
  });
});

it('people are joined over files that are the same', () => {
  const people = peopleIn([
    { a: '1', b: '2', same: true },
    { a: '3', b: '2', same: true },
    { a: '1', b: '4', same: false },
    { a: '5', b: '4', same: true },
  ]);
  expect(people.get('1')).toBe(people.get('3'));
  expect(people.get('4')).toBe(people.get('5'));
  expect(people.get('1')).not.toBe(people.get('4'));
  expect(new Set(people.values()).size).toBe(2);
});

it('people are told by their folder, where only differing pairs name them', () => {
  const people = peopleIn([
    { a: 'ada/1', b: 'berta/1', same: false },
    { a: 'ada/2', b: 'carl/1', same: false },
  ]);
  expect(people.get('ada/1')).toBe(people.get('ada/2'));
  expect(new Set(people.values()).size).toBe(3);
});

it('one person with 20,000 files is one person', () => {
  const pairs = Array.from({ length: 20_000 }, (_, i) => ({ a: `${i}`, b: `${i + 1}`, same: true }));
  expect(new Set(peopleIn(pairs).values()).size).toBe(1);
});
