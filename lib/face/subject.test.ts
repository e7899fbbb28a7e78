import { describe, expect, it } from 'vitest';
import type { Box } from '@/lib/math/box';
import { subjectOf } from './subject';

const CAMERA = { width: 640, height: 480 };

/** A face by its middle and width. */
function face(x: number, y: number, width: number): { box: Box } {
  return { box: { x: x - width / 2, y: y - width / 2, width, height: width } };
}

it.each(['login', 'enrolment', 'comparison'] as const)(
  'ignores a bystander far behind, but not a second person: %s',
  (purpose) => {
    const [near, second, far] = [face(320, 240, 200), face(540, 240, 120), face(540, 240, 90)];
    expect(subjectOf([far, near], CAMERA, purpose)).toBe(near);
    expect(subjectOf([near, second], CAMERA, purpose)).toBe('many_faces');
    expect(subjectOf([], CAMERA, purpose)).toBe('no_face');
  },
);

describe.each(['login', 'enrolment'] as const)('for %s', (purpose) => {
  it('takes somebody alone beside the oval for the one who is meant', () => {
    const alone = face(90, 240, 120);
    expect(subjectOf([alone], CAMERA, purpose)).toBe(alone);
  });

  it('never takes a larger face beside the oval for the one in it', () => {
    expect(subjectOf([face(90, 240, 170), face(320, 226, 80)], CAMERA, purpose)).toBe('many_faces');
  });

  it('looks for the oval where the page shows it of a picture of another shape', () => {
    // 1280 x 480: the page shows the middle half.
    const wide = { width: 1280, height: 480 };
    const [inside, outside] = [face(640, 226, 80), face(320, 226, 170)];
    expect(subjectOf([inside, outside], wide, purpose)).toBe('many_faces');
    expect(subjectOf([outside], wide, purpose)).toBe(outside);
  });
});

it('knows no oval in pictures of services: the larger one is meant', () => {
  const large = face(90, 240, 170);
  expect(subjectOf([large, face(320, 226, 80)], CAMERA, 'comparison')).toBe(large);
});

it('takes the face nearest the middle where pictures are centred on their subject, whoever else is there', () => {
  const [middle, large] = [face(300, 240, 80), face(500, 240, 200)];
  expect(subjectOf([large, middle], CAMERA, 'centred')).toBe(middle);
  expect(subjectOf([], CAMERA, 'centred')).toBe('no_face');
});
