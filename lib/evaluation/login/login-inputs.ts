import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { IMAGE_EXTENSIONS } from '@/lib/evaluation/data/face-images';
import { type DataFile, filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { requireListed } from '@/lib/evaluation/data/listed-files';
import { grouped } from '@/lib/evaluation/trials/modality-trials';

/** What a log-in is evaluated on, as the command line names it. */
export interface LoginInputs {
  faces: readonly string[];
  voices: readonly string[];
}

/** Genuine comparisons and strangers need two people: one photograph enrolled and one shown, three recordings and one. */
const LEAST_PEOPLE = 2;
const LEAST_PHOTOGRAPHS = 2;
const LEAST_RECORDINGS = 4;

/** Looks at the names of the files alone, before anything works for minutes. Throws BadData that says which input is at fault. */
export async function requireLoginInputs({ faces, voices }: LoginInputs): Promise<void> {
  for (const folder of [...faces, ...voices])
    await requireFolder(faces.includes(folder) ? '--faces' : '--voices', folder);
  for (const folder of faces.filter((each) => existsSync(join(each, 'pairs.csv'))))
    await requireListed('--faces', folder);
  const plain = faces.filter((each) => !existsSync(join(each, 'pairs.csv')));
  if (plain.length === faces.length) {
    const photographs = await Promise.all(plain.map((folder) => filesOfPeople(folder, IMAGE_EXTENSIONS)));
    requirePeople(`--faces ${faces.join(', ')}`, photographs.flat(), LEAST_PHOTOGRAPHS, 'photographs');
  }
  const recordings = await Promise.all(voices.map((folder) => filesOfPeople(folder, SOUND_EXTENSIONS)));
  requirePeople(`--voices ${voices.join(', ')}`, recordings.flat(), LEAST_RECORDINGS, 'recordings');
}

async function requireFolder(flag: string, folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new BadData(`${flag} ${folder} is no folder`);
}

function requirePeople(input: string, files: readonly DataFile[], least: number, what: string): void {
  const people = [...grouped(files, ({ path }) => dirname(path)).values()];
  const enough = people.filter((own) => own.length >= least).length;
  if (enough >= LEAST_PEOPLE) return;
  throw new BadData(`${input} has ${enough} people with ${least} ${what} or more; ${LEAST_PEOPLE} are the least`);
}
