import { describe, expect, it } from 'vitest';
import { simulateSiege } from './siege';

describe('a month of attack on the limits', () => {
  it.each([1, 100, 10_000])('from %i networks never keeps an owner out of a known device', (networks) => {
    for (const ownersLogIn of [true, false])
      expect(simulateSiege({ networks, names: 1, ownersLogIn }).blockedOnKnownDevices).toBe(0);
  });

  it('from one network keeps nobody out who logs in now and then, on unknown devices either', () => {
    expect(simulateSiege({ networks: 1, names: 1, ownersLogIn: true }).blockedElsewhere).toBe(0);
  });

  it('ends by itself at fifty guesses where no owner comes, however many networks there are', () => {
    expect(simulateSiege({ networks: 10_000, names: 1, ownersLogIn: false }).guesses).toBe(50);
  });

  it('gains one guess an hour at the most by having many networks', () => {
    expect(simulateSiege({ networks: 10_000, names: 1, ownersLogIn: true }).lastDays).toBeLessThanOrEqual(24);
  });
});
