import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { voiceCalibration } from '@/lib/auth/calibration';
import { balancedPolicy } from '@/lib/decision/balanced-policy';
import { asSesameError } from '@/lib/errors';
import { faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import { cosineDistance, type Embedding } from '@/lib/vector';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';

const USAGE = `Are these two recordings of one person?

  npm run sesame -- face A.jpg B.jpg [--json]
  npm run sesame -- voice A.wav B.webm [--json]

Prints the cosine distance, the threshold and the verdict.
Exit status: 0 same, 1 different, 2 bad input.`;

const modalities = {
  face: { observe: observeFaceFile, maxDistance: async () => balancedPolicy.face.maxDistance },
  voice: { observe: observeVoiceFile, maxDistance: maxPairDistance },
};

/** For one recording against one; log-in's threshold is for one against the mean of three. */
async function maxPairDistance(): Promise<number> {
  const { similarity } = await voiceCalibration((await voiceModel()).id, 'pairs');
  return 1 - similarity;
}

/** Input that cannot be compared; the text is for the person at the keyboard. */
class BadInput extends Error {}

async function observeFaceFile(file: string): Promise<Embedding> {
  const frame = await decodeImage(await readFile(file));
  const { embedding, issues } = await observeFace([frame], await faceModel(), 'login');
  if (!embedding) throw new BadInput(`${file}: ${issues.join(', ')}`);
  return embedding;
}

async function observeVoiceFile(file: string): Promise<Embedding> {
  const audio = await decodeSound(await readFile(file));
  const { embedding, issues } = await observeVoice(audio, await voiceModel());
  if (!embedding) throw new BadInput(`${file}: ${issues.join(', ')}`);
  return embedding;
}

async function compare(): Promise<{ distance: number; threshold: number; same: boolean; json: boolean }> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [kind, a, b, ...rest] = positionals;
  if ((kind !== 'face' && kind !== 'voice') || !a || !b || rest.length > 0) throw new BadInput(USAGE);
  const { observe, maxDistance } = modalities[kind];
  const distance = cosineDistance(await observe(a), await observe(b));
  const threshold = await maxDistance();
  return { distance, threshold, same: distance <= threshold, json: values.json };
}

try {
  const { json, ...result } = await compare();
  const { distance, threshold, same } = result;
  if (json) console.info(JSON.stringify(result));
  else console.info(`${same ? 'same' : 'different'}: distance ${distance.toFixed(4)}, threshold ${threshold}`);
  process.exit(same ? 0 : 1);
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  const isInput =
    error instanceof BadInput ||
    asSesameError(error) ||
    code === 'ENOENT' ||
    code === 'EISDIR' ||
    code?.startsWith('ERR_PARSE_ARGS');
  console.error(isInput ? (error as Error).message : error);
  process.exit(2);
}
