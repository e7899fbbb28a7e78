import type { Side } from '@/lib/liveness/movement/head-turn';
import { BACK, REST_FRAMES, STEADY_FRAMES, TURNED } from '@/lib/liveness/movement/limits';
import { median } from '@/lib/math/statistics';

/** A turn of the head as it is watched, look by look; displacements in eye distances, the person's left positive. */
export interface TurnWatch {
  towards: Side;
  phase: 'rest' | 'turning' | 'back' | 'done';
  /** Of the first looks: where this person's nose is at rest. */
  atRest: readonly number[];
  /** Looks after each other that show what the phase waits for. */
  steady: number;
  hint: 'other_way' | 'turn_further' | null;
}

/** More than the server asks for: its looks fall on other moments. */
const SURELY_TURNED = TURNED + 0.05;
/** From here on a head moves, in this direction or the other. */
const MOVES = TURNED / 2;

export function watchTurn(towards: Side): TurnWatch {
  return { towards, phase: 'rest', atRest: [], steady: 0, hint: null };
}

/** With one more look. */
export function seen(watch: TurnWatch, displacement: number): TurnWatch {
  if (watch.phase === 'done') return watch;
  if (watch.phase === 'rest') {
    const atRest = [...watch.atRest, displacement];
    return { ...watch, atRest, phase: atRest.length >= REST_FRAMES ? 'turning' : 'rest' };
  }
  const away = displacement - median(watch.atRest);
  const turned = watch.towards === 'left' ? away : -away;
  if (watch.phase === 'turning') {
    const hint = turned <= -MOVES ? 'other_way' : turned >= MOVES && turned < SURELY_TURNED ? 'turn_further' : null;
    return onward({ ...watch, hint }, turned >= SURELY_TURNED, 'back');
  }
  return onward({ ...watch, hint: null }, Math.abs(turned) <= BACK, 'done');
}

function onward(watch: TurnWatch, isRight: boolean, next: TurnWatch['phase']): TurnWatch {
  const steady = isRight ? watch.steady + 1 : 0;
  return steady >= STEADY_FRAMES ? { ...watch, phase: next, steady: 0 } : { ...watch, steady };
}
