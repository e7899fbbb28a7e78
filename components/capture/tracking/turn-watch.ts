import type { Side } from '@/lib/liveness/movement/head-turn';
import { REST_FRAMES, STEADY_FRAMES } from '@/lib/liveness/movement/limits';
import { median } from '@/lib/math/statistics';

/** A turn of the head as it is watched, look by look; yaw in degrees, the person's left positive. */
export interface TurnWatch {
  towards: Side;
  phase: 'rest' | 'turning' | 'back' | 'done';
  /** Of the first looks: how this person looks at rest. */
  atRest: readonly number[];
  /** Looks after each other that show what the phase waits for. */
  steady: number;
  /** Looks since the head was called back. */
  calledBack: number;
  hint: 'other_way' | 'turn_further' | 'look_at_camera' | null;
}

/**
 * Degrees from rest from which on a head is turned, and up to which it is back. The server judges the tip of the nose (`TURNED`), which
 * the tiny network sees move less than it does; at 22 degrees it has moved by 0.17 or more (`turning/`), where 0.13 is asked for.
 * A rendered head that looks aside at rest was refused 10 times in 36 when it was called back at 19, and 14 times in 59 at 22; one that looks
 * into the camera 2 times in 20 at 22.
 */
const TURNED = 22;
const BACK = 10;
/** From here on a head moves, in this direction or the other. */
const MOVES = 8;
/** Looks after which whoever does not come back is told again: about a second. */
const LATE = 10;

export function watchTurn(towards: Side): TurnWatch {
  return { towards, phase: 'rest', atRest: [], steady: 0, calledBack: 0, hint: null };
}

/** With one more look. */
export function seen(watch: TurnWatch, yaw: number): TurnWatch {
  if (watch.phase === 'done') return watch;
  if (watch.phase === 'rest') {
    const atRest = [...watch.atRest, yaw];
    return { ...watch, atRest, phase: atRest.length >= REST_FRAMES ? 'turning' : 'rest' };
  }
  const away = yaw - median(watch.atRest);
  const turned = watch.towards === 'left' ? away : -away;
  if (watch.phase === 'turning') {
    const hint = turned <= -MOVES ? 'other_way' : turned >= MOVES && turned < TURNED ? 'turn_further' : null;
    return onward({ ...watch, hint }, turned >= TURNED, 'back');
  }
  const isBack = Math.abs(turned) <= BACK;
  const calledBack = watch.calledBack + 1;
  return onward({ ...watch, calledBack, hint: !isBack && calledBack > LATE ? 'look_at_camera' : null }, isBack, 'done');
}

function onward(watch: TurnWatch, isRight: boolean, next: TurnWatch['phase']): TurnWatch {
  const steady = isRight ? watch.steady + 1 : 0;
  return steady >= STEADY_FRAMES ? { ...watch, phase: next, steady: 0 } : { ...watch, steady };
}
