import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audio } from '@/lib/media/audio';

const FOLDER = join(import.meta.dirname, '../voice/golden');

interface Golden {
  samples: number;
  frames: number;
  /** Rows by frame number, before the mean is taken away. */
  filterbank: Record<string, number[]>;
  meanOverFrames: number[];
}

/** Values of the reference implementation (torchaudio's Kaldi front end) for `voice` and `chirp`. */
export function goldenValues(name: 'voice' | 'chirp'): Golden {
  const all = JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8')) as Record<string, Golden>;
  return all[name] as Golden;
}

/** The 16 kHz 16-bit mono recording that the values were made from; its samples are the last chunk. */
export function goldenAudio(name: 'voice' | 'chirp'): Audio {
  const file = readFileSync(join(FOLDER, `${name}.wav`));
  const first = file.indexOf('data') + 8;
  return Float32Array.from({ length: (file.length - first) / 2 }, (_, i) => file.readInt16LE(first + 2 * i) / 32_768);
}
