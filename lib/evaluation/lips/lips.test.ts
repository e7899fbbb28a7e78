import { expect, it } from 'vitest';
import { MEL_BINS } from '@/lib/voice/filterbank';
import { turned } from './lip-trials';
import { evaluateLips } from './lips';
import { shakenSquare } from './made-crops';

it('says what it needs', async () => {
  await expect(evaluateLips([])).rejects.toThrow('--data is needed');
  await expect(evaluateLips(['--data', 'x', '--quality', '101'])).rejects.toThrow('--quality');
});

it('turns a sound in a ring, and loses none of it', () => {
  const data = Float32Array.from({ length: 5 * MEL_BINS }, (_, i) => Math.floor(i / MEL_BINS));
  const heard = { features: { data, frames: 5 }, speech: Uint8Array.of(1, 1, 0, 0, 0) };
  const later = turned(heard, 2);
  expect([...later.speech]).toEqual([0, 0, 1, 1, 0]);
  expect(Array.from({ length: 5 }, (_, i) => later.features.data[i * MEL_BINS])).toEqual([3, 4, 0, 1, 2]);
  expect(turned(later, -2)).toEqual(heard);
});

it('places crops about the face, a little off, the same at every run', () => {
  const box = { x: 100, y: 100, width: 80, height: 100 };
  const square = shakenSquare(1)(box);
  expect(square).toEqual(shakenSquare(1)(box));
  expect(Math.abs(square.width - 130)).toBeLessThan(4);
  expect(Math.abs(square.x + square.width / 2 - 140)).toBeLessThan(4);
});
