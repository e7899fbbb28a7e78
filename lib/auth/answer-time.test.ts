import { describe, expect, it } from 'vitest';
import { answerTime } from './answer-time';

describe('the time of an answer', () => {
  async function answered(startsAt: number, work: number): Promise<number> {
    let clock = startsAt;
    const time = answerTime({
      now: () => clock,
      until: async (until) => {
        clock = until;
      },
    });
    time.nameMatters();
    clock += work;
    time.nameMatters();
    await time.come();
    return clock - startsAt;
  }

  it.each([
    [0, 250],
    [20, 250],
    [43, 250],
    [250, 250],
    [251, 500],
    [1100, 1250],
  ])('for %i milliseconds of work is %i after the name began to matter', async (work, expected) => {
    for (const start of [0, 17.25, 1e6]) expect(await answered(start, work)).toBeCloseTo(expected, 6);
  });

  it('is at once where the name never mattered', async () => {
    const time = answerTime({ now: () => 0, until: () => Promise.reject(new Error('waited')) });
    await time.come();
  });
});
