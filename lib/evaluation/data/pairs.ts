import { dirname, isAbsolute, normalize } from 'node:path';

/** Two files to compare, relative to the data set. */
export interface Pair {
  a: string;
  b: string;
  same: boolean;
}

/** Pairs in the folds that the file names; one fold where it names none. */
export type Folds = Pair[][];

/**
 * Reads a list of pairs: LFW's `pairs.txt` and `pairsDev*.txt` (Huang et al., University of Massachusetts, TR 07-49, 2007), or
 * `a,b,same` with a heading and yes/no, true/false or 1/0. Throws a RangeError that names the line.
 */
export function parsePairs(text: string): Folds {
  const lines = text.replaceAll('\r', '').trimEnd().split('\n');
  const folds = lines[0]?.includes(',') ? [parseTable(lines)] : parseLfw(lines);
  distinct(folds.flat(), 2);
  return folds;
}

const SAME = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
]);

function parseTable(lines: readonly string[]): Pair[] {
  return lines.slice(1).map((line, i) => {
    const [a, b, answer, ...more] = line.split(',').map((cell) => cell.trim());
    const same = SAME.get(answer?.toLowerCase() ?? '');
    if (!a || !b || same === undefined || more.length > 0) throw broken(i + 2, 'is not a,b,yes|no');
    return { a: inside(a, i + 2), b: inside(b, i + 2), same };
  });
}

/** A pair that was there before, or of a file with itself, would count a comparison that was never made. */
function distinct(pairs: readonly Pair[], firstLine: number): void {
  const seen = new Set<string>();
  pairs.forEach(({ a, b }, i) => {
    const key = [a, b].sort().join('\n');
    if (a === b) throw broken(firstLine + i, 'compares a file with itself');
    if (seen.has(key)) throw broken(firstLine + i, 'repeats a pair');
    seen.add(key);
  });
}

function parseLfw(lines: readonly string[]): Folds {
  const heading = (lines[0] ?? '').split('\t').map(Number);
  const [folds, each] = heading.length === 2 ? heading : [1, heading[0]];
  if (!isCount(folds) || !isCount(each)) throw broken(1, 'does not say how many pairs there are');
  if (lines.length !== 1 + 2 * folds * each)
    throw broken(lines.length, `is the last of ${1 + 2 * folds * each} promised`);
  const pairs = lines.slice(1).map((line, i) => parseLfwLine(line, i + 2));
  const ofFold = (fold: number): Pair[] => pairs.slice(2 * fold * each, 2 * (fold + 1) * each);
  return Array.from({ length: folds }, (_, fold) => ofFold(fold));
}

function parseLfwLine(line: string, number: number): Pair {
  const cells = line.split('\t');
  const same = cells.length === 3;
  const [first, i, second, j] = same ? [cells[0], cells[1], cells[0], cells[2]] : cells;
  if (cells.length > 4 || !first || !second || !isCount(Number(i)) || !isCount(Number(j)))
    throw broken(number, 'is no pair');
  return { a: inside(lfwFile(first, Number(i)), number), b: inside(lfwFile(second, Number(j)), number), same };
}

const lfwFile = (name: string, n: number): string => `${name}/${name}_${String(n).padStart(4, '0')}.jpg`;

const isCount = (value: number | undefined): value is number => Number.isInteger(value) && (value as number) > 0;

/** A path that stays in the data set. */
function inside(path: string, line: number): string {
  const clean = normalize(path);
  if (isAbsolute(clean) || clean.startsWith('..')) throw broken(line, 'names a file outside the data set');
  return clean;
}

function broken(line: number, what: string): RangeError {
  return new RangeError(`--pairs: line ${line} ${what}`);
}

/**
 * Who is who: files of one folder are one person, and so are files that are the same person as a third. A number for each file.
 * Where all files lie in one place, pairs that only ever differ leave every file a person of its own.
 */
export function peopleIn(pairs: readonly Pair[]): Map<string, number> {
  const parents = new Map<string, string>();
  const rootOf = (file: string): string => {
    let root = file;
    for (let parent = parents.get(root) ?? root; parent !== root; parent = parents.get(root) ?? root) root = parent;
    // The way is shorter the next time.
    for (let at = file; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const folders = new Map<string, string>();
  for (const { a, b, same } of pairs) {
    for (const file of [a, b]) {
      if (parents.has(file)) continue;
      // LFW and folders of people have one folder a person.
      const folder = dirname(file);
      const sibling = folder === '.' ? file : (folders.get(folder) ?? file);
      folders.set(folder, sibling);
      parents.set(file, sibling);
    }
    if (same) parents.set(rootOf(a), rootOf(b));
  }
  const numbers = new Map<string, number>();
  const people = new Map<string, number>();
  for (const file of parents.keys()) {
    const root = rootOf(file);
    numbers.set(root, numbers.get(root) ?? numbers.size);
    people.set(file, numbers.get(root) as number);
  }
  return people;
}
