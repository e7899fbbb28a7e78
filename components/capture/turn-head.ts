import type { Side } from '@/lib/liveness/movement/head-turn';
import type { Telling } from './instruments';
import type { Look } from './tracking/hints';
import type { Looks } from './tracking/looks';
import { yawOf } from './tracking/pose';
import { seen, watchTurn } from './tracking/turn-watch';
import { wait } from './wait';

/** Longer nobody is waited for, in milliseconds: the server says what was missing. */
const MOST_MS = 6000;
/** What a person gets where nobody sees them: to be at rest, to turn, and to come back. */
const REST_MS = 300;
const TURN_MS = 1500;
const BACK_MS = 1200;

/** How much of it is done. Nothing is told of the way back: the next step may be under way. */
const SETS_OUT = 0.1;
const TURNED = 0.6;

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
    if (watch.phase === 'turning') setOut(telling);
    if (watch.phase === 'back') turned(telling);
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

function setOut({ onRest, onProgress }: TurnTelling): void {
  onProgress(SETS_OUT);
  onRest();
}

function turned({ onTurned, onProgress }: TurnTelling): void {
  onProgress(TURNED);
  onTurned();
}

async function byTheClock(telling: TurnTelling, signal: AbortSignal): Promise<void> {
  await wait(REST_MS, signal);
  setOut(telling);
  await wait(TURN_MS, signal);
  turned(telling);
  await wait(BACK_MS, signal);
}
