import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '@/lib/math/statistics';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { ffmpegPrograms } from '@/lib/media/ffmpeg';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import { filterbank } from '@/lib/voice/filterbank';
import { voiceModel } from '@/lib/voice/model';
import { type Figure, time } from './figures';

const RUNS = 30;
const SECONDS = 5;

/** The parts of a voice's way to its embedding; and Chromium's WebM decoded by us and by an ffmpeg process. */
export async function benchVoice(): Promise<Figure[]> {
  const audio = (await decodeSound(await recording('slt', 4))).subarray(0, SECONDS * SAMPLE_RATE);
  const model = await voiceModel();
  const features = filterbank(audio);
  const bank = await time(RUNS, async () => filterbank(audio), 5);
  const embed = await time(RUNS, () => model.embed(features), 5);

  const path = join(process.cwd(), 'lib', 'media', 'fixtures', 'chromium-recording.webm');
  const webm = await readFile(path);
  const program = ffmpegPrograms().at(-1) ?? 'ffmpeg';
  const args = ['-v', 'error', '-i', path, '-ar', String(SAMPLE_RATE), '-ac', '1', '-f', 'f32le', 'pipe:1'];
  const options = { encoding: 'buffer', maxBuffer: 16_000_000 } as const;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let i = 0; i < RUNS; i++) {
    ours.push(...(await time(1, () => decodeSound(webm))));
    theirs.push(...(await time(1, () => promisify(execFile)(program, args, options))));
  }

  const of = `${SECONDS} s, median of ${RUNS}`;
  const seconds = ((await decodeSound(webm)).length / SAMPLE_RATE).toFixed(1);
  const decoded = `${seconds} s of Opus in WebM to 16 kHz, median of ${RUNS}, in turns`;
  return [
    { name: 'filterbank', value: median(bank), unit: 'ms', how: of },
    { name: 'embedding', value: median(embed), unit: 'ms', how: of },
    { name: 'decoding', value: median(ours), unit: 'ms', how: decoded },
    { name: 'decoding, an ffmpeg process', value: median(theirs), unit: 'ms', how: decoded },
  ];
}
