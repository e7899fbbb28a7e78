import { gaussian } from '@/lib/math/random';
import type { TimedFrame } from '@/lib/recognition/observe-movement';
import { type CutOutNose, heldPicture, type Photograph } from './held-picture';
import { crease, cylinder, FLAT, type Hold, halfBack, type Shape, STRAIGHT } from './surface';

/** A film of a photograph in somebody's hands that is meant to look like a turn to the left. */
export interface Attack {
  name: string;
  /** How it is held and shaped when it is done to this share, from 0 at rest to 1. */
  hold(share: number): Partial<Hold>;
  shape(share: number): Shape;
  nose?: CutOutNose;
}

const turned = (name: string, yaw: number, shape: Shape = FLAT): Attack => ({
  name,
  hold: (share) => ({ yaw: yaw * share }),
  shape: () => shape,
});

export const ATTACKS: readonly Attack[] = [
  ...[30, 45, 60].map((yaw) => turned(`flat, turned by ${yaw}°`, yaw)),
  {
    name: 'flat, turned by 40° and tilted by 25°',
    hold: (share) => ({ yaw: 40 * share, pitch: 25 * share }),
    shape: () => FLAT,
  },
  {
    name: 'flat, turned by 40°, rolled by 20°',
    hold: (share) => ({ yaw: 40 * share, roll: 20 * share }),
    shape: () => FLAT,
  },
  { name: 'flat, slid by 1.2 eye distances', hold: (share) => ({ right: 1.2 * share }), shape: () => FLAT },
  { name: 'flat, brought nearer by 35 %', hold: (share) => ({ nearer: 1 + 0.35 * share }), shape: () => FLAT },
  ...[4, 2, 1.3, 0.9].map((radius) =>
    turned(`bent to a radius of ${radius} eye distances, turned by 40°`, 40, cylinder(radius)),
  ),
  {
    name: 'bent to 1.3 eye distances only while it is turned by 45°',
    hold: (share) => ({ yaw: 45 * share }),
    shape: (share) => (share > 0.02 ? cylinder(1.3 / share) : FLAT),
  },
  ...[20, 35, 50].map((degrees) => turned(`creased along the nose by ${degrees}°, turned by 35°`, 35, crease(degrees))),
  ...[50, 70].map((degrees) => ({
    name: `half of it bent back by up to ${degrees}°`,
    hold: (share: number) => ({ yaw: 10 * share }),
    shape: (share: number) => halfBack(degrees * share, 1),
  })),
  ...[0.15, 0.3, 0.45].map((before) => ({
    ...turned(`nose cut out and held ${before} eye distances before it, turned by 35°`, 35),
    nose: { before },
  })),
];

/** Frames a second and in all, and how many of them are at rest at either end; the rest go out and back. */
export const RATE = 8;
const FRAMES = 16;
const AT_REST = 4;

/** The shaking of hands: standard deviations of angles in degrees, and of shifts in eye distances. */
const ANGLES = 1;
const SHIFTS = 0.03;

/** The attack with a photograph, sixteen frames in two seconds, made anew by each draw. */
export function attackFilm(attack: Attack, photograph: Photograph, random: () => number): TimedFrame[] {
  return Array.from({ length: FRAMES }, (_, i): TimedFrame => {
    const share = shareAt(i);
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
  return Array.from({ length: FRAMES }, (_, i): TimedFrame => {
    const shaken: Hold = {
      ...STRAIGHT,
      roll: ANGLES * gaussian(random),
      right: SHIFTS * gaussian(random),
      down: SHIFTS * gaussian(random),
    };
    const photograph = shareAt(i) > 0.5 ? other : rest;
    return { frame: heldPicture(photograph, FLAT, shaken, random), at: (1000 * i) / RATE };
  });
}

/** 0 at both ends, 1 in the middle, evenly between. */
function shareAt(i: number): number {
  const middle = (FRAMES - 1) / 2;
  const moving = middle - AT_REST + 0.5;
  return Math.min(1, Math.max(0, (1.5 * (middle - Math.abs(i - middle) - AT_REST + 1)) / moving));
}
