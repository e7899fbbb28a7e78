import { describe, expect, it } from 'vitest';
import { HELD_MS, heldShare, hold, NOT_HELD } from './hold';
import { poseHint, yawOf } from './pose';
import { seen, type TurnWatch, watchTurn } from './turn-watch';

/** The six points that a pose is read from, of the generic head turned by so many degrees to its own left. */
function head(yaw: number): Float32Array {
  const places: Record<number, [number, number, number]> = {
    30: [0, 0, 0],
    8: [0, 330, 65],
    36: [-225, -170, 135],
    45: [225, -170, 135],
    48: [-150, 150, 125],
    54: [150, 150, 125],
  };
  const landmarks = new Float32Array(136);
  const angle = (yaw * Math.PI) / 180;
  for (const [index, [x, y, z]] of Object.entries(places))
    landmarks.set([320 + (x * Math.cos(angle) - z * Math.sin(angle)) / 3, 240 + y / 3], 2 * Number(index));
  return landmarks;
}

describe('a pose', () => {
  it.each([
    [0, 'straight', null],
    [8, 'straight', null],
    [20, 'straight', 'look_at_camera'],
    [-20, 'straight', 'look_at_camera'],
    [20, 'left', null],
    [20, 'right', 'other_way'],
    [-20, 'right', null],
    [-20, 'left', 'other_way'],
    [5, 'left', 'turn_further'],
    [0, 'right', 'turn_further'],
    [40, 'left', 'turn_less'],
  ] as const)('of %d degrees to the left, where %s is asked for: %s', (yaw, pose, expected) => {
    expect(poseHint(yawOf(head(yaw)), pose)).toBe(expected);
  });
});

it('a turn counts from how this person looks straight, and ends before what is refused', () => {
  expect(poseHint(15, 'left', 10)).toBe('turn_further');
  expect(poseHint(25, 'left', 10)).toBeNull();
  expect(poseHint(-5, 'right', 10)).toBeNull();
  expect(poseHint(-5, 'right', 0)).toBe('turn_further');
  expect(poseHint(34, 'left', 13)).toBe('turn_less');
});

describe('a pose is held', () => {
  const looks = (each: (boolean | null)[], every = 100): number => {
    let held = NOT_HELD;
    each.forEach((isRight, i) => {
      held = hold(held, isRight, 1000 + i * every);
    });
    return heldShare(held);
  };

  it('after half a second of it', () => {
    expect(looks([true, true, true, true, true])).toBeLessThan(1);
    expect(looks([true, true, true, true, true, true])).toBe(1);
    expect(HELD_MS).toBe(500);
  });

  it('not where it was left in between', () => {
    expect(looks([true, true, true, false, true, true, true])).toBeLessThan(0.5);
  });

  it('though one look found nobody, but not though two did', () => {
    expect(looks([true, true, true, null, true, true, true])).toBe(1);
    expect(looks([true, true, true, null, null, null, true])).toBe(0);
  });

  it('not by looks that are seconds apart', () => {
    expect(looks([true, true, true], 2000)).toBe(0);
  });
});

describe('a turn of the head', () => {
  const watched = (towards: 'left' | 'right', yaws: number[]): TurnWatch => yaws.reduce(seen, watchTurn(towards));
  const rest = [3, 4, 3];

  it('is done when it went out and came back', () => {
    expect(watched('left', [...rest, 10, 25, 30]).phase).toBe('back');
    expect(watched('left', [...rest, 10, 25, 30, 20, 10, 5]).phase).toBe('done');
    expect(watched('right', [...rest, -10, -25, -30, -20, 0, 5]).phase).toBe('done');
  });

  it('is measured from how this person looks at rest', () => {
    expect(watched('left', [20, 20, 20, 30, 30, 30]).phase).toBe('turning');
    expect(watched('left', [20, 20, 20, 45, 45]).phase).toBe('back');
  });

  it('to the other side is none, and the person is told', () => {
    const wrong = watched('left', [...rest, -20, -30, -30, 0, 0]);
    expect(wrong.phase).toBe('turning');
    expect(watched('left', [...rest, -20]).hint).toBe('other_way');
  });

  it('that is too small is none, and the person is told', () => {
    const small = watched('left', [...rest, 15, 15, 16]);
    expect(small).toMatchObject({ phase: 'turning', hint: 'turn_further' });
  });

  it('that stays turned is told to look here, but not before it had time to come back', () => {
    const called = [...rest, 25, 30];
    const stays = (looks: number): TurnWatch => watched('left', [...called, ...Array<number>(looks).fill(30)]);
    expect(stays(9)).toMatchObject({ phase: 'back', hint: null });
    expect(stays(12)).toMatchObject({ phase: 'back', hint: 'look_at_camera' });
    expect([3, 3].reduce(seen, stays(12))).toMatchObject({ phase: 'done', hint: null });
  });

  it('is not believed for one look alone', () => {
    expect(watched('left', [...rest, 40, 3, 40, 3]).phase).toBe('turning');
  });
});
