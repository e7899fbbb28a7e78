import { bookIn, type Keyed, settleIn } from '@/lib/risk/limits/attempt';
import type { Ending } from '@/lib/risk/limits/limit';
import { type Asker, limitsFor } from '@/lib/risk/limits/rules';
import type { Bucket } from '@/lib/storage/limit-buckets';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAYS = 30;
/** People log in three times a day, each at hours of their own. */
const BETWEEN_LOGINS_MS = DAY_MS / 3;
/** Networks that an attacker tries in vain before leaving a name alone for a while. */
const TRIED_IN_VAIN = 5;
/** An owner's network; attackers have others. */
const HOME = '192.0.2.1';

/** Somebody who has addresses in so many networks (IPv4 /24) and lets no chance pass. */
export interface Besieger {
  networks: number;
  names: number;
  /** Whether owners log in on known devices meanwhile, which ends rows of refusals. */
  ownersLogIn: boolean;
}

/** What the limits make of a month of it. */
export interface Siege {
  /** Attempts of the attacker that were looked at: in all, on the first day, and a day on the last ten. */
  guesses: number;
  firstDay: number;
  lastDays: number;
  /** Shares of the owners' tries that were told to come back later. */
  blockedOnKnownDevices: number;
  blockedElsewhere: number;
}

/** A month of attack on the limits of production, where every guess is refused. Without chance: the same every time. */
export function simulateSiege({ networks, names, ownersLogIn }: Besieger): Siege {
  const attempts = limitedAttempts();
  const stepMs = (names === 1 ? 5 : 60) * MINUTE_MS;
  const guesses = Array.from({ length: DAYS }, () => 0);
  const owners = { tries: 0, blockedOnKnownDevices: 0, blockedElsewhere: 0 };
  let network = 0;
  for (let time = 0; time < DAYS * DAY_MS; time += stepMs) {
    const now = new Date(time);
    for (let name = 0; name < names; name++) {
      const nameKey = `name ${name}`;
      for (let inVain = 0; inVain < Math.min(networks, TRIED_IN_VAIN); ) {
        network = (network + 1) % networks;
        const address = `10.${network >> 8}.${network & 255}.1`;
        if (attempts.make({ nameKey, address }, 'refused', now)) add(guesses, Math.floor(time / DAY_MS));
        else inVain += 1;
      }
      if ((time + name * 60 * MINUTE_MS) % BETWEEN_LOGINS_MS !== 0) continue;
      owners.tries += 1;
      const known = { nameKey, address: HOME, device: `of ${name}` };
      owners.blockedElsewhere += Number(!attempts.isAllowed({ nameKey, address: HOME }, now));
      owners.blockedOnKnownDevices += Number(!attempts.isAllowed(known, now));
      if (ownersLogIn) attempts.make(known, 'accepted', now);
    }
  }
  const total = (days: readonly number[]): number => days.reduce((sum, count) => sum + count, 0);
  return {
    guesses: total(guesses),
    firstDay: total(guesses.slice(0, 1)),
    lastDays: total(guesses.slice(-10)) / 10,
    blockedOnKnownDevices: owners.blockedOnKnownDevices / owners.tries,
    blockedElsewhere: owners.blockedElsewhere / owners.tries,
  };
}

type Who = Pick<Asker, 'nameKey' | 'address' | 'device'>;

/** Log-ins under the limits, with their buckets in memory. */
function limitedAttempts(): {
  isAllowed(who: Who, now: Date): boolean;
  /** Whether it was let begin; if so it has ended as told. */
  make(who: Who, ending: Ending, now: Date): boolean;
} {
  const buckets = new Map<string, Bucket>();
  const limitsOf = (who: Who): Keyed[] =>
    limitsFor({ kind: 'login', isLive: false, ...who }).map((counted) => ({ ...counted, key: counted.of.join('\n') }));
  const put = (changed: ReadonlyMap<string, Bucket>): void => {
    for (const [key, bucket] of changed) buckets.set(key, bucket);
  };
  return {
    isAllowed: (who, now) => bookIn(buckets, limitsOf(who), now).allowed,
    make: (who, ending, now) => {
      const limits = limitsOf(who);
      const verdict = bookIn(buckets, limits, now);
      if (!verdict.allowed) return false;
      put(verdict.changed);
      put(settleIn(buckets, limits, verdict.booking, ending, now));
      return true;
    },
  };
}

function add(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
