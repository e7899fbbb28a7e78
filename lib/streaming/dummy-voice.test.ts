import { describe, expect, it } from 'vitest';
import { cosineSimilarity, norm } from '@/lib/math/vector';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { voiceCohort } from '@/lib/voice/model';
import { dummyVoice } from './dummy-voice';

const SECRET = 's'.repeat(32);

describe('the voice of somebody who is not enrolled', () => {
  it('is a stranger’s: always the same for a name, and another for another name and another server', async () => {
    const cohort = await voiceCohort();
    for (const [size, from] of [
      [builtInVoice.embeddingSize, cohort],
      [512, undefined],
    ] as const) {
      const voice = dummyVoice('nobody', SECRET, size, from);
      expect(voice).toHaveLength(size);
      expect(norm(voice)).toBeCloseTo(1, 3);
      expect(dummyVoice('NoBody', SECRET, size, from)).toEqual(voice);
      expect(cosineSimilarity(dummyVoice('nobody-2', SECRET, size, from), voice)).toBeLessThan(0.9);
      expect(cosineSimilarity(dummyVoice('nobody', 't'.repeat(32), size, from), voice)).toBeLessThan(0.9);
    }
  });
});
