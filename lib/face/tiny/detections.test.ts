import { describe, expect, it } from 'vitest';
import { decodeTinyDetections } from './detections';

describe('the network’s output', () => {
  const CELLS = 7 * 7 * 25;
  const with_ = (cell: number, anchor: number, values: number[]): Float32Array => {
    const cells = new Float32Array(CELLS).fill(-10);
    cells.set(values, cell * 25 + anchor * 5);
    return cells;
  };

  it('without certainty holds no face', () => {
    expect(decodeTinyDetections(new Float32Array(CELLS).fill(-10), 1)).toEqual([]);
    expect(decodeTinyDetections(new Float32Array(CELLS).fill(Number.NaN), 1)).toEqual([]);
  });

  it('places a face in the middle of its cell, as large as its anchor', () => {
    const [face] = decodeTinyDetections(with_(24, 2, [0, 0, 0, 0, 8]), 1);
    expect(face!.x + face!.width / 2).toBeCloseTo(0.5, 6);
    expect(face!.y + face!.height / 2).toBeCloseTo(0.5, 6);
    expect(face!.width).toBeCloseTo(2.882459 / 7, 6);
    expect(face!.score).toBeCloseTo(1 / (1 + Math.exp(-8)), 6);
  });

  it('counts heights in shares of the picture, not of the square', () => {
    const [face] = decodeTinyDetections(with_(24, 2, [0, 0, 0, 0, 8]), 0.75);
    expect(face!.height).toBeCloseTo(3.518061 / 7 / 0.75, 6);
  });

  it('makes one face of two boxes over each other, the more certain one', () => {
    const cells = with_(24, 2, [0, 0, 0, 0, 3]);
    cells.set([0, 0, 0, 0, 5], 24 * 25 + 3 * 5);
    const faces = decodeTinyDetections(cells, 1);
    expect(faces).toHaveLength(1);
    expect(faces[0]!.width).toBeCloseTo(4.266906 / 7, 6);
  });
});
