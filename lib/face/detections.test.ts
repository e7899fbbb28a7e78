import { expect, it } from 'vitest';
import { anchors } from './anchors';
import { decodeDetections } from './detections';

const INPUT = { width: 512, height: 512 };
const square = { x: 0, y: 0, width: 512, height: 512 };

/** The detector's output that says nothing but these: [anchor, score, down, right, taller, wider]. */
function outputOf(...said: [number, number, number?, number?, number?, number?][]): Float32Array {
  const output = new Float32Array(anchors(INPUT).length * 5);
  for (const [anchor, score, down = 0, right = 0, taller = 0, wider = 0] of said)
    output.set([down, right, taller, wider, score], anchor * 5);
  return output;
}

it('has the 5118 anchors of the trained network, and fewer of the same sizes for a smaller input', () => {
  const full = anchors(INPUT);
  expect(full).toHaveLength(5118);
  expect(full[0]).toMatchObject({ x: 8, y: 8, width: expect.closeTo(51.2, 3), height: expect.closeTo(51.2, 3) });
  expect(full[1]).toMatchObject({ width: expect.closeTo(144.815, 2), height: expect.closeTo(72.407, 2) });
  expect(full[3]).toMatchObject({ x: 24, y: 8 });
  expect(full[3 * 1024]).toMatchObject({ x: 16, y: 16, width: expect.closeTo(179.2) });
  expect(full[3 * 1024 + 5]).toMatchObject({ width: expect.closeTo(103.456, 2), height: expect.closeTo(310.399, 2) });
  expect(full.at(-6)).toMatchObject({ x: 256, y: 256, width: expect.closeTo(486.4) });
  const near = anchors({ width: 192, height: 192 });
  expect(near).toHaveLength(3 * 144 + 6 * (36 + 9 + 4 + 1 + 1));
  expect(near[0]).toEqual(full[0]);
});

it('has the upper anchors of the square for an input that is less high', () => {
  const full = anchors(INPUT);
  const wide = anchors({ width: 512, height: 416 });
  // 416 pixels are 26 rows of the finest grid, 13 of the next, then 7, 4, 2 and 1: each rounded up.
  expect(wide).toHaveLength(3 * 32 * 26 + 6 * (16 * 13 + 8 * 7 + 4 * 4 + 2 * 2 + 1));
  expect(wide.slice(0, 3 * 32 * 26)).toEqual(full.slice(0, 3 * 32 * 26));
  expect(wide[3 * 32 * 26]).toEqual(full[3 * 32 * 32]);
  expect(wide.at(-1)).toEqual(full.at(-1));
});

it('moves and stretches an anchor', () => {
  const [face] = decodeDetections(outputOf([3 * (32 * 10 + 10), 0.9, 1, -2, 5 * Math.log(2), 0]), INPUT, square);
  expect(face!.score).toBeCloseTo(0.9);
  // Middle (168 - 2 * 0.1 * 51.2, 168 + 0.1 * 51.2), 51.2 wide and twice as high.
  expect(face!.box.x).toBeCloseTo(168 - 10.24 - 25.6, 3);
  expect(face!.box.y).toBeCloseTo(168 + 5.12 - 51.2, 3);
  expect(face!.box.width).toBeCloseTo(51.2, 3);
  expect(face!.box.height).toBeCloseTo(102.4, 3);
});

it('counts neighbouring anchors on one face once, by the surer, and two faces twice', () => {
  const [first, next, far] = [3 * (32 * 10 + 10), 3 * (32 * 10 + 11), 3 * (32 * 20 + 20)];
  const faces = decodeDetections(outputOf([first!, 0.8], [next!, 0.95, 0, -2], [far!, 0.7]), INPUT, square);
  expect(faces.map((face) => face.score)).toEqual([expect.closeTo(0.95), expect.closeTo(0.7)]);
});

it('ignores what is as likely no face, and gives at most ten', () => {
  expect(decodeDetections(outputOf([300, 0.5]), INPUT, square)).toEqual([]);
  const many = Array.from(
    { length: 30 },
    (_, i) => [3 * (32 * Math.floor(i / 6) * 5 + (i % 6) * 5), 0.9] as [number, number],
  );
  expect(decodeDetections(outputOf(...many), INPUT, square)).toHaveLength(10);
});

it('places boxes in the frame and cuts them off where the square ends', () => {
  const region = { x: 100, y: 50, width: 1024, height: 768 };
  const [face] = decodeDetections(outputOf([0, 0.9]), INPUT, region);
  // The anchor's middle is (8, 8) and its half 25.6: it reaches over the upper left corner.
  expect(face!.box).toEqual({
    x: 100,
    y: 50,
    width: expect.closeTo(67.2, 3),
    height: expect.closeTo(67.2, 3),
  });
});
