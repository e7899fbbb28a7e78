import type { Side } from '@/lib/liveness/movement/head-turn';
import type { Telling } from './instruments';
import type { Look } from './tracking/hints';
import type { Looks } from './tracking/looks';
import { yawOf } from './tracking/pose';
import { seen, type TurnWatch, watchTurn } from './tracking/turn-watch';
import { wait } from './wait';

/** Longer nobody is waited for, in milliseconds: the server says what was missing. */
const MOST_MS = 6000;
/** What a person gets where nobody sees them: to be at rest, to turn, and to come back. */
const REST_MS = 300;
const TURN_MS = 1500;
const BACK_MS = 1200;

const share: Record<TurnWatch['phase'], number> = { rest: 0, turning: 0.1, back: 0.6, done: 1 };

type TurnTelling = Pick<Telling, 'onTurned' | 'onTurnHint' | 'onProgress'> & {
  /** The head was seen at rest, and the person may be told where to turn. */
  onRest(): void;
};

/**
 * Resolves when the head turned to that side and came back, as far as the tracker sees; without one, after the time it takes. It is a help
 * and decides nothing.
 */
export async function turnedHead(
  towards: Side,
  looks: Looks | null,
  telling: TurnTelling,
  signal: AbortSignal,
): Promise<void> {
  if (!looks?.isAlive() || !looks.latest()) return byTheClock(telling, signal);
  const end = new AbortController();
  const stop = (): void => end.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let watch = watchTurn(towards);
  const see = ({ landmarks }: Look): void => {
    if (!landmarks) return;
    const before = watch.phase;
    watch = seen(watch, yawOf(landmarks));
    telling.onTurnHint(watch.hint);
    if (watch.phase === before) return;
    telling.onProgress(share[watch.phase]);
    if (watch.phase === 'turning') telling.onRest();
    if (watch.phase === 'back') telling.onTurned();
    if (watch.phase === 'done') end.abort();
  };
  // Whoever was asked for nothing until now was at rest.
  for (const look of looks.recent()) see(look);
  const unwatch = looks.watch(see);
  try {
    await wait(MOST_MS, end.signal).catch(() => undefined);
  } finally {
    unwatch();
    telling.onTurnHint(null);
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw signal.reason;
}

async function byTheClock({ onRest, onTurned, onProgress }: TurnTelling, signal: AbortSignal): Promise<void> {
  await wait(REST_MS, signal);
  onRest();
  await wait(TURN_MS, signal);
  onTurned();
  onProgress(share.back);
  await wait(BACK_MS, signal);
}
