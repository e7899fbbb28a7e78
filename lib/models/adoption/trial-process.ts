import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnablePin } from '@/lib/inference/manifest';
import { modelSession } from '@/lib/inference/model-session';
import { decodeSound } from '@/lib/media/sound';
import { type Features, filterbank, MEL_BINS, meanNormalise } from '@/lib/voice/filterbank';
import { FRAMES_A_SECOND, GOLDEN_SOUNDS, type GoldenSound, type TrialRun } from './trial';

/**
 * Runs a network that nobody has tried on sounds of several lengths, and prints what it gave. A process of its own: a hostile file may take
 * it down, or never end. Arguments: the folder, and the pin as JSON.
 */
const [folder = '', pin = '{}'] = process.argv.slice(2);
const { file, bytes, sha256, input, output } = JSON.parse(pin) as RunnablePin;
const session = await modelSession({ file, bytes, sha256, input, output }, { folder });

async function heard(sound: GoldenSound): Promise<Features> {
  const path = join(process.cwd(), 'lib', 'voice', 'golden', `${sound}.wav`);
  return filterbank(await decodeSound(new Uint8Array(await readFile(path))));
}

/** The sound again and again, to so many seconds. */
function lasting({ data }: Features, seconds: number): Features {
  const wanted = seconds * FRAMES_A_SECOND;
  const long = new Float32Array(wanted * MEL_BINS);
  for (let at = 0; at < long.length; at += data.length) long.set(data.subarray(0, long.length - at), at);
  return { data: long, frames: wanted };
}

async function run(sound: GoldenSound, features: Features): Promise<TrialRun> {
  const { data } = meanNormalise(features, session.array(features.data.length));
  const started = performance.now();
  const outputs = await session.run({ [input]: { data, shape: [1, features.frames, MEL_BINS] } });
  const milliseconds = performance.now() - started;
  const given = outputs[output];
  const values = given?.data instanceof Float32Array ? Buffer.from(given.data.slice().buffer) : Buffer.alloc(0);
  const { frames } = features;
  return { sound, frames, shape: [...(given?.shape ?? [])], values: values.toString('base64'), milliseconds };
}

const runs: TrialRun[] = [];
for (const sound of [...GOLDEN_SOUNDS, ...GOLDEN_SOUNDS]) runs.push(await run(sound, await heard(sound)));
const voice = await heard('voice');
for (const seconds of [1, 5, 5, 5, 25]) runs.push(await run('voice', lasting(voice, seconds)));
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ runs, megabytes }), () => process.exit(0));
