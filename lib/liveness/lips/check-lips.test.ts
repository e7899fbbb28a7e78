import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '@/lib/face/mean-face';
import { seededRandom } from '@/lib/math/random';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import { filterbank } from '@/lib/voice/filterbank';
import { detectSpeech } from '@/lib/voice/speech';
import { checkLips, type HeardSpeech, type MouthCrop } from './check-lips';
import { expectedOpening } from './expected-opening';
import weights from './lip-weights.json';
import { mouthOpening } from './mouth-opening';
import { soundBands } from './sound-bands';

/** A face of 100 pixels whose lips are `opening` eye distances apart. */
function faceWith(opening: number): Float32Array {
  const landmarks = new Float32Array(136).fill(50);
  for (const [index, x, y] of MEAN_FACE) landmarks.set([100 * x, 100 * y], 2 * index);
  const eyes = 100 * ((0.75 - 0.233) / 1);
  for (const [up, low] of [
    [61, 67],
    [62, 66],
    [63, 65],
    [50, 58],
    [51, 57],
    [52, 56],
  ] as const) {
    landmarks.set([50, 80 - (opening * eyes) / 2], 2 * up);
    landmarks.set([50, 80 + (opening * eyes) / 2], 2 * low);
  }
  return landmarks;
}

async function heard(speaker: 'awb' | 'slt' | 'fiona', turn = 0): Promise<HeardSpeech> {
  const whole = (await decodeSound(await recording(speaker, 1))).slice(0, 64_000);
  const at = Math.round(16_000 * turn);
  const audio = Float32Array.from(whole, (_, i) => whole[(i - at + whole.length) % whole.length]!);
  return listen(audio);
}

function listen(audio: Audio): HeardSpeech {
  const features = filterbank(audio);
  return { features, speech: detectSpeech(audio, features) };
}

/** A mouth that says what is heard, a little otherwise each time, twelve pictures a second. */
function mouthOf({ features }: HeardSpeech, seed = 1): MouthCrop[] {
  const random = seededRandom(seed);
  const expected = expectedOpening(soundBands(features), weights.opening);
  return Array.from({ length: Math.floor((features.frames / 100) * 12) }, (_, i) => {
    const at = (1_000 * i) / 12;
    const opening = 0.2 + 0.08 * (expected[Math.round(at / 10)] ?? 0) + 0.02 * (random() - 0.5);
    return { at, landmarks: faceWith(Math.max(0, opening)) };
  });
}

it('measures how far lips are apart, whatever the size of the face', () => {
  const narrow = mouthOpening(faceWith(0.1));
  expect(mouthOpening(faceWith(0.2)) / narrow).toBeCloseTo(2, 3);
  expect(mouthOpening(faceWith(0.1).map((value) => 3 * value))).toBeCloseTo(narrow, 4);
  expect(mouthOpening(new Float32Array(136))).toBeNaN();
});

describe('a mouth and a voice', () => {
  it.each(['awb', 'slt', 'fiona'] as const)('of one moment match (%s)', async (speaker) => {
    const sound = await heard(speaker);
    const { verdict, score, parts } = checkLips(mouthOf(sound), sound, weights);
    expect(verdict).toBe('matches');
    expect(score).toBeGreaterThan(0);
    expect(Math.abs(parts.lag!)).toBeLessThanOrEqual(60);
  });

  it('match when the sound is a tenth of a second late, as microphones are', async () => {
    expect(checkLips(mouthOf(await heard('awb')), await heard('awb', 0.1), weights).verdict).toBe('matches');
  });

  it.each([0.7, 1.3, -1.1])('do not match when the sound is %s s late', async (late) => {
    const { verdict, score } = checkLips(mouthOf(await heard('awb')), await heard('awb', late), weights);
    expect(verdict).not.toBe('matches');
    expect(score).toBeLessThan(0);
  });

  it('differ when the mouth rests', async () => {
    const sound = await heard('slt');
    const still = mouthOf(sound).map(({ at }, i) => ({ at, landmarks: faceWith(0.1 + 0.001 * (i % 2)) }));
    expect(checkLips(still, sound, weights).verdict).toBe('differs');
  });
});

describe('what is too little to tell by', () => {
  it('is a mouth that moves while nothing is heard', async () => {
    const sound = await heard('awb');
    expect(checkLips(mouthOf(sound), listen(new Float32Array(64_000)), weights).verdict).toBe('unclear');
  });

  it('is no crop, few crops, and crops of another part of the recording', async () => {
    const sound = await heard('awb');
    const crops = mouthOf(sound);
    for (const some of [[], crops.slice(0, 20), crops.map(({ at, landmarks }) => ({ at: at + 4_000, landmarks }))])
      expect(checkLips(some, sound, weights)).toMatchObject({ verdict: 'unclear', score: undefined });
  });

  it('is what has no numbers, and runs backwards', async () => {
    const sound = await heard('awb');
    const crops = mouthOf(sound);
    const broken = crops.map(({ at }) => ({ at, landmarks: new Float32Array(136).fill(Number.NaN) }));
    expect(checkLips(broken, sound, weights).verdict).toBe('unclear');
    expect(checkLips(crops.toReversed(), sound, weights)).toMatchObject({ verdict: 'unclear', parts: { crops: 1 } });
    expect(checkLips(crops, listen(new Float32Array(0)), weights).verdict).toBe('unclear');
  });

  it('and thousands of crops are no more work than ten seconds of them', async () => {
    const sound = await heard('awb');
    const [crop] = mouthOf(sound);
    const many = Array.from({ length: 50_000 }, (_, i) => ({ ...crop!, at: i / 10 }));
    expect(checkLips(many, sound, weights).parts.crops).toBe(120);
  });
});
