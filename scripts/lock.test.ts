import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface Package {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

async function locked(): Promise<Record<string, Package>> {
  return JSON.parse(await readFile('package-lock.json', 'utf8')).packages;
}

/** Where Node would look for a package, from the nearest folder outwards. */
function* places(from: string, name: string): Generator<string> {
  for (let at = from; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))))
    yield `${at}/node_modules/${name}`;
  yield `node_modules/${name}`;
}

it('the lock names the packages of every platform, without which `npm ci` refuses it', async () => {
  const packages = await locked();
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => ![...places(from, name)].some((place) => place in packages)),
  );
  expect(missing).toEqual([]);
});

it('the lock names no registry, so that everybody’s own is asked', async () => {
  const named = Object.entries(await locked()).filter(([, { resolved }]) => resolved?.startsWith('http'));
  expect(named.map(([path]) => path)).toEqual([]);
});
