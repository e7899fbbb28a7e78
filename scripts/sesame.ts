import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asSesameError } from '@/lib/errors';
import { faceModel } from '@/lib/face/model';
import { boundedQueue } from '@/lib/inference/queue';
import { faceFiles } from '@/lib/recognition/face-files';
import { verify } from '@/lib/recognition/verify';
import { voiceFiles } from '@/lib/recognition/voice-files';
import { voiceModel } from '@/lib/voice/model';
import { command, isWrongArguments, WrongArguments } from './command';

const USAGE = `Are these two recordings, or pictures, of one person?

  npm run sesame -- face A.jpg B.jpg [--json]
  npm run sesame -- voice A.wav B.webm [--json]

Prints the cosine distance, the threshold and the verdict.
Exit status: 0 same, 1 different, 2 bad input.`;

/** Input that cannot be compared; the text is for the person at the keyboard. */
class BadInput extends Error {}

async function compare(args: string[]): Promise<{ distance: number; threshold: number; same: boolean; json: boolean }> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [kind, a, b, ...rest] = positionals;
  if ((kind !== 'face' && kind !== 'voice') || !a || !b || rest.length > 0)
    throw new WrongArguments('a kind and two files are needed');
  const files = { a: await readFile(a), b: await readFile(b) };
  const deps = { admission: boundedQueue(4, 16), faceModel, voiceModel: () => voiceModel() };
  // As the HTTP API answers, so that the two never differ.
  const verified = await (kind === 'face' ? verify(files, faceFiles, deps) : verify(files, voiceFiles, deps));
  if (!verified.ok) throw new BadInput(`${verified.file === 'a' ? a : b}: ${verified.issues.join(', ')}`);
  const { same, similarity, threshold } = verified;
  return { distance: distanceOf(similarity), threshold: distanceOf(threshold), same, json: values.json };
}

/** Rounded to what `1 - similarity` leaves of a similarity, so that a threshold prints as it was chosen. */
function distanceOf(similarity: number): number {
  return Math.round((1 - similarity) * 1e9) / 1e9;
}

await command(USAGE, async (args) => {
  try {
    const { json, ...result } = await compare(args);
    const { distance, threshold, same } = result;
    if (json) console.info(JSON.stringify(result));
    else console.info(`${same ? 'same' : 'different'}: distance ${distance.toFixed(4)}, threshold ${threshold}`);
    process.exitCode = same ? 0 : 1;
  } catch (error) {
    if (isWrongArguments(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const isInput = error instanceof BadInput || asSesameError(error) || code === 'ENOENT' || code === 'EISDIR';
    console.error(isInput ? (error as Error).message : error);
    process.exitCode = 2;
  }
});
