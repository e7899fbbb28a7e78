import { expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import { filterbank } from '@/lib/voice/filterbank';
import { detectSpeech } from '@/lib/voice/speech';
import { type SpliceParts, spliceParts } from './splice-parts';

const SECOND = 16_000;

function measured(audio: Audio): SpliceParts {
  const features = filterbank(audio);
  return spliceParts(audio, features, detectSpeech(audio, features));
}

/** The sound of a room, so many seconds of it. */
function room(seconds: number, level = 0.002, seed = 1): Audio {
  const random = seededRandom(seed);
  return Float32Array.from({ length: seconds * SECOND }, () => level * gaussian(random));
}

function joined(...pieces: Audio[]): Audio {
  return Float32Array.from(pieces.flatMap((piece) => [...piece]));
}

const added = (a: Audio, b: Audio): Audio => a.map((value, i) => value + (b[i] ?? 0));
const voice = async (): Promise<Audio> => (await decodeSound(await recording('awb', 1))).slice(0, 3 * SECOND);

it('hears a room in a recording made in one, and none in pauses of nothing', async () => {
  const spoken = joined(room(0.5), added(await voice(), room(3, 0.002, 2)), room(0.5, 0.002, 3));
  expect(measured(spoken).longestConstant).toBeLessThan(0.001);
  expect(measured(spoken).floor).toBeGreaterThan(-65);
  const spliced = joined(new Float32Array(SECOND / 2), await voice());
  expect(measured(joined(await voice(), new Float32Array(SECOND / 2), await voice())).longestConstant).toBeGreaterThan(
    0.4,
  );
  expect(measured(spliced).floor).toBe(-120);
});

it('hears a room that changes at once, and not one that stays', () => {
  const stays = measured(room(2));
  const changes = measured(joined(room(1), room(1, 0.02, 2)));
  expect(changes.jump - stays.jump).toBeGreaterThan(10);
});

it('knows a word that is there twice, under noise too, and not the words of a sentence', async () => {
  const sentence = await voice();
  const once = measured(sentence).copy;
  const word = sentence.slice(SECOND, 2 * SECOND);
  const twice = joined(sentence, word);
  expect(measured(twice).copy).toBeGreaterThan(0.99);
  expect(measured(added(twice, room(4, 0.005))).copy).toBeGreaterThan(Math.max(0.9, once));
});

it('measures nothing, silence and a minute, in bounded work', () => {
  expect(measured(new Float32Array(0))).toEqual({ longestConstant: 0, floor: -120, jump: 0, copy: 0 });
  expect(measured(new Float32Array(SECOND))).toMatchObject({ floor: -120, jump: 0, copy: 0 });
  const before = process.cpuUsage();
  spliceParts(room(60), { data: new Float32Array(0), frames: 0 }, new Uint8Array(0));
  expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
});
