import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '@/lib/math/vector';
import type { Audio } from '@/lib/media/audio';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { inTurn, silence, whiteNoise } from '@/lib/testing/signals';
import type { Features } from './filterbank';
import { voiceModel } from './model';
import { observeVoice } from './observe';
import { FRAME_SECONDS } from './speech';

const voice = goldenAudio('voice');

describe('an observation', () => {
  it('of clear speech has an embedding', async () => {
    const observation = await observeVoice(voice, await voiceModel(), { cepstra: true });
    expect(observation.issues).toEqual([]);
    expect(observation.embedding).toHaveLength(builtInVoice.embeddingSize);
    expect(observation.cepstra!.frames * FRAME_SECONDS).toBeGreaterThan(observation.speechSeconds);
    expect(observation.speechSeconds).toBeGreaterThan(3);
    expect(observation.level).toBeLessThan(0);
  });

  it.each([
    ['silence', silence(5), 'no_speech'],
    ['white noise', whiteNoise(5), 'no_speech'],
    ['1 ms', whiteNoise(0.001), 'no_speech'],
    ['nothing', silence(0), 'no_speech'],
    ['half a second of speech', voice.subarray(8000, 16_000), 'too_short'],
  ])('of %s has an issue and no embedding', async (_, audio, issue) => {
    const observation = await observeVoice(audio, await voiceModel());
    expect(observation.issues[0]).toBe(issue);
    expect([observation.embedding, observation.cepstra]).toEqual([undefined, undefined]);
  });

  it('hardly changes when silence stands around the speech', async () => {
    const model = await voiceModel();
    const bare = await observeVoice(voice, model);
    const padded = await observeVoice(inTurn(silence(2), voice, silence(3)), model);
    expect(cosineSimilarity(bare.embedding!, padded.embedding!)).toBeGreaterThan(0.97);
  });

  it('refuses samples that are not numbers', async () => {
    const broken = voice.slice().fill(Number.NaN, 100, 101);
    await expect(observeVoice(broken, await voiceModel())).rejects.toThrow(RangeError);
    await expect(observeVoice(broken.fill(Number.POSITIVE_INFINITY, 100, 101), await voiceModel())).rejects.toThrow();
  });
});

describe('a second model', () => {
  it('embeds the speech that the first one does, long recordings too', async () => {
    const counting = (id: string, heard: number[]) => ({
      id,
      embed: async ({ frames }: Features) => {
        heard.push(frames);
        return id === 'first' ? Float32Array.of(1, 0) : Float32Array.of(0, 1, 0);
      },
    });
    const heard: [number[], number[]] = [[], []];
    const second = counting('second', heard[1]);
    const observed = await observeVoice(
      inTurn(...Array.from({ length: 8 }, () => voice)),
      counting('first', heard[0]),
      { second },
    );
    expect(observed.second).toEqual(Float32Array.of(0, 1, 0));
    expect(observed.embedding).toEqual(Float32Array.of(1, 0));
    expect(heard[0].length).toBeGreaterThan(1);
    expect(heard[1]).toEqual(heard[0]);
  });

  it('hears nothing of a recording with issues, and is not there unless asked for', async () => {
    const model = await voiceModel();
    expect((await observeVoice(silence(3), model, { second: model })).second).toBeUndefined();
    expect((await observeVoice(voice, model)).second).toBeUndefined();
  });
});

describe('many observations at once', () => {
  it('leave the event loop turns in between', async () => {
    const model = await voiceModel();
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns++;
      if (!done) setImmediate(count);
    };
    count();
    await Promise.all(Array.from({ length: 6 }, () => observeVoice(voice, model)));
    done = true;
    expect(turns).toBeGreaterThan(6);
  });
});

describe('a long recording', () => {
  const long = inTurn(...Array.from({ length: 20 }, () => voice));

  it('has nearly the embedding of its sentence', async () => {
    const model = await voiceModel();
    const short = await observeVoice(voice, model);
    const observation = await observeVoice(long, model);
    expect(observation.issues).toEqual([]);
    expect(observation.speechSeconds).toBeGreaterThan(60);
    expect(cosineSimilarity(observation.embedding!, short.embedding!)).toBeGreaterThan(0.9);
  });

  it('is embedded in windows of at most 25 seconds', async () => {
    const frames: number[] = [];
    const model = {
      id: 'counting',
      embed: async (features: Features) => {
        frames.push(features.frames);
        return Float32Array.of(1, 0);
      },
    };
    await observeVoice(long, model);
    expect(frames.length).toBeGreaterThan(5);
    expect(Math.max(...frames)).toBeLessThanOrEqual(2500);
  });
});

describe('a recording in pieces', () => {
  const long = inTurn(...Array.from({ length: 12 }, () => voice));

  async function* pieces(audio: Audio, size: number): AsyncGenerator<Audio> {
    for (let at = 0; at < audio.length; at += size) yield audio.subarray(at, at + size);
  }

  it.each([0.37, 1, 10, 15, 40])('of %d s is observed as the whole one', async (seconds) => {
    const model = await voiceModel();
    for (const audio of [long, voice, long.subarray(0, 15 * 16_000), long.subarray(0, 15 * 16_000 - 1)]) {
      const observation = await observeVoice(pieces(audio, seconds * 16_000), model);
      expect(observation).toEqual(await observeVoice(audio, model));
    }
  });

  it('is asked for no more than two blocks ahead of the model, and is let go when the model fails', async () => {
    let asked = 0;
    let ended = false;
    async function* endless(): AsyncGenerator<Audio> {
      try {
        for (;;) {
          asked += voice.length;
          yield voice;
        }
      } finally {
        ended = true;
      }
    }
    const busy = { id: 'busy', embed: () => Promise.reject(new Error('busy')) };
    await expect(observeVoice(endless(), busy)).rejects.toThrow('busy');
    // The second block is the first to be embedded.
    expect(asked).toBeLessThan(25 * 16_000 + voice.length);
    expect(ended).toBe(true);
  });

  it('fails as its pieces do', async () => {
    async function* broken(): AsyncGenerator<Audio> {
      yield voice;
      throw new TypeError('broken in the middle');
    }
    await expect(observeVoice(broken(), await voiceModel())).rejects.toThrow('broken in the middle');
  });
});
