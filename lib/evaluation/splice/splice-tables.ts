import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin } from '@/lib/evaluation/report/markdown-table';
import type { SpliceParts } from '@/lib/liveness/splice/splice-parts';
import { quantile } from '@/lib/math/statistics';
import { HONEST, type MeasuredSound } from './spliced-data';

export type Part = keyof SpliceParts;
/** Of each part, from where on it speaks of splicing; the floor below which it does. */
export type SpliceLimits = Record<Part, number>;

/** A recording, and the parts that speak against it. */
export interface JudgedSound extends MeasuredSound {
  told: Part[];
}

const NAMES: Record<Part, string> = {
  longestConstant: 'constant',
  floor: 'floor',
  jump: 'jump',
  copy: 'copy',
};
const PARTS = Object.keys(NAMES) as Part[];
/** Of honest recordings beyond the limit of each part: one in a hundred of all together. */
const BEYOND = 0.01 / PARTS.length;

/** Limits that so few of honest recordings are beyond. */
export function limitsOf(honest: readonly MeasuredSound[]): SpliceLimits {
  const limit = (part: Part): number => {
    const values = honest.map(({ parts }) => parts[part]);
    return quantile(values, part === 'floor' ? BEYOND : 1 - BEYOND);
  };
  return { longestConstant: limit('longestConstant'), floor: limit('floor'), jump: limit('jump'), copy: limit('copy') };
}

/** The parts that lie beyond their limits. */
export function told(parts: SpliceParts, limits: SpliceLimits): Part[] {
  return PARTS.filter((part) => (part === 'floor' ? parts[part] < limits[part] : parts[part] > limits[part]));
}

/** A line a kind: how many were told by each part, and by any. */
export function spliceTable(sounds: readonly JudgedSound[]): string {
  const kinds = [HONEST, ...new Set(sounds.map(({ kind }) => kind).filter((kind) => kind !== HONEST))];
  const rows = kinds.map((kind) => {
    const own = sounds.filter((sound) => sound.kind === kind);
    const share = (isTold: (sound: JudgedSound) => boolean): string => {
      const hits = own.filter(isTold).length;
      return percentWithin(hits / own.length, wilson(hits, own.length));
    };
    const parts = PARTS.map((part) => share((sound) => sound.told.includes(part)));
    return [kind, String(own.length), ...parts, share((sound) => sound.told.length > 0)];
  });
  return markdownTable(['told, %', 'trials', ...PARTS.map((part) => NAMES[part]), 'any'], rows);
}
