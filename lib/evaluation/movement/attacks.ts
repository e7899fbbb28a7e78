import { gaussian } from '@/lib/math/random';
import type { TimedFrame } from '@/lib/recognition/observe-movement';
import { type CutOutNose, heldPicture, type Photograph } from './held-picture';
import { crease, cylinder, FLAT, type Hold, halfBack, type Shape, STRAIGHT } from './surface';

/** A film of a photograph in somebody's hands that is meant to look like a turn to the left. */
export interface Attack {
  /** What it is counted with. */
  kind: string;
  /** How it is held and shaped when it is done to this share, from 0 at rest to 1. */
  hold(share: number): Partial<Hold>;
  shape(share: number): Shape;
  nose?: CutOutNose;
}

const turned = (kind: string, yaw: number, shape: Shape = FLAT): Attack => ({
  kind,
  hold: (share) => ({ yaw: yaw * share }),
  shape: () => shape,
});

const FLAT_ONE = 'flat: turned by 30 to 60°, tilted, rolled, slid, brought nearer';
const BENT = 'bent to radii of 4 to 0.9 eye distances, turned by 40 to 45°';
const CREASED = 'creased along the nose by 20 to 50°, turned by 35°';
const HALF = 'with one half bent back by up to 50 to 70°';
const CUT_OUT = 'with the nose cut out and held 0.15 to 0.45 eye distances before it, turned by 35°';

export const ATTACKS: readonly Attack[] = [
  ...[30, 45, 60].map((yaw) => turned(FLAT_ONE, yaw)),
  { kind: FLAT_ONE, hold: (share) => ({ yaw: 40 * share, pitch: 25 * share }), shape: () => FLAT },
  { kind: FLAT_ONE, hold: (share) => ({ yaw: 40 * share, roll: 20 * share }), shape: () => FLAT },
  { kind: FLAT_ONE, hold: (share) => ({ right: 1.2 * share }), shape: () => FLAT },
  { kind: FLAT_ONE, hold: (share) => ({ nearer: 1 + 0.35 * share }), shape: () => FLAT },
  ...[4, 2, 1.3, 0.9].map((radius) => turned(BENT, 40, cylinder(radius))),
  {
    kind: BENT,
    hold: (share) => ({ yaw: 45 * share }),
    shape: (share) => (share > 0 ? cylinder(1.3 / share) : FLAT),
  },
  ...[20, 35, 50].map((degrees) => turned(CREASED, 35, crease(degrees))),
  ...[50, 70].map((degrees) => ({
    kind: HALF,
    hold: (share: number) => ({ yaw: 10 * share }),
    shape: (share: number) => halfBack(degrees * share, 1),
  })),
  ...[0.15, 0.3, 0.45].map((before) => ({ ...turned(CUT_OUT, 35), nose: { before } })),
];

/** Frames a second, and how far each is on the way out and back. */
const RATE = 8;
const SHARES = [0, 0, 0, 0.35, 0.7, 1, 1, 1, 0.7, 0.35, 0, 0, 0] as const;

/** The shaking of hands: standard deviations of angles in degrees, and of shifts in eye distances. */
const ANGLES = 1;
const SHIFTS = 0.03;

/** The attack with a photograph, thirteen frames in one and a half seconds, made anew by each draw. */
export function attackFilm(attack: Attack, photograph: Photograph, random: () => number): TimedFrame[] {
  return SHARES.map((share, i): TimedFrame => {
    const hold: Hold = { ...STRAIGHT, ...attack.hold(share) };
    const shaken: Hold = {
      yaw: hold.yaw + ANGLES * gaussian(random),
      pitch: hold.pitch + ANGLES * gaussian(random),
      roll: hold.roll + ANGLES * gaussian(random),
      right: hold.right + SHIFTS * gaussian(random),
      down: hold.down + SHIFTS * gaussian(random),
      nearer: hold.nearer,
    };
    return {
      frame: heldPicture(photograph, attack.shape(share), shaken, random, attack.nose),
      at: (1000 * i) / RATE,
    };
  });
}

/** Two photographs of one person that change places: the second is there while the head should be turned. */
export function exchangedFilm(rest: Photograph, other: Photograph, random: () => number): TimedFrame[] {
  return SHARES.map((share, i): TimedFrame => {
    const shaken: Hold = {
      ...STRAIGHT,
      roll: ANGLES * gaussian(random),
      right: SHIFTS * gaussian(random),
      down: SHIFTS * gaussian(random),
    };
    const photograph = share > 0.5 ? other : rest;
    return { frame: heldPicture(photograph, FLAT, shaken, random), at: (1000 * i) / RATE };
  });
}
