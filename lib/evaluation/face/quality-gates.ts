import sharp, { type Sharp } from 'sharp';
import type { DetectedFace } from '@/lib/face/detected-face';
import { type FaceQuality, measureFace } from '@/lib/face/quality';
import type { Frame } from '@/lib/media/frame';

/** A frame with one face, and what it is like. */
export interface Photograph {
  frame: Frame;
  face: DetectedFace;
  quality: FaceQuality;
}

/** One measure that the quality gate limits, and how a good photograph is made worse in it. */
export interface Gate {
  name: string;
  /** A quality that is as given in this measure alone. */
  at(value: number): Partial<FaceQuality>;
  /** Where bins begin; the last has no end. */
  edges: readonly number[];
  /** How much is done; in the measure's own unit but for blur. */
  levels: readonly number[];
  /** Whether the photograph is not as bad as that by itself. */
  worsens(quality: FaceQuality, level: number): boolean;
  degrade(photograph: Photograph, level: number): Promise<Frame>;
  /** The measure of a picture that was made worse: what the gate sees, or what was done where no face is found any more. */
  value(made: Made): number;
}

/** A photograph that was made worse. */
export interface Made {
  photograph: Photograph;
  level: number;
  degraded: Frame;
  /** Of the face that is found in it. */
  found: FaceQuality | undefined;
}

/** Blur is told for a face of so many pixels between the outer eye corners. */
const BLURRED_AT = 90;

/** For what leaves the face where it was. */
const inPlace =
  (of: (quality: FaceQuality) => number): Gate['value'] =>
  ({ photograph: { face }, degraded, found }) =>
    of(found ?? measureFace(degraded, face));

const always = (): boolean => true;

/** For photographs as they are. */
const natural = {
  levels: [0],
  worsens: always,
  degrade: async ({ frame }: Photograph): Promise<Frame> => frame,
};

const yaw: Gate = {
  name: 'yaw, as photographed',
  at: (value) => ({ pose: { yaw: value, pitch: 0, roll: 0 } }),
  edges: [0, 8, 16, 25, 35, 45],
  value: ({ photograph }) => Math.abs(photograph.quality.pose.yaw),
  ...natural,
};

const pitch: Gate = {
  name: 'pitch, as photographed',
  at: (value) => ({ pose: { yaw: 0, pitch: value, roll: 0 } }),
  edges: [0, 5, 10, 15, 25, 35],
  value: ({ photograph }) => Math.abs(photograph.quality.pose.pitch),
  ...natural,
};

const roll: Gate = {
  name: 'roll, turned',
  at: (value) => ({ pose: { yaw: 0, pitch: 0, roll: value } }),
  edges: [0, 15, 30, 40, 50, 60],
  levels: [10, 20, 25, 30, 35, 40, 45, 50, 55],
  worsens: always,
  // Turned further the way it leans, so that the angles add up.
  degrade: ({ frame, quality }, level) =>
    frameOf(picture(frame).rotate(level * (quality.pose.roll < 0 ? -1 : 1), { background: '#808080' })),
  // Not what is measured: landmarks that come off a leaning face measure too little.
  value: ({ photograph, level }) => Math.abs(photograph.quality.pose.roll) + level,
};

const size: Gate = {
  name: 'pixels between the outer eye corners, reduced',
  at: (value) => ({ eyeCornerDistance: value }),
  edges: [0, 25, 40, 50, 60, 80],
  levels: [20, 30, 36, 43, 47, 53, 57, 65, 75, 85],
  worsens: ({ eyeCornerDistance }, level) => level < eyeCornerDistance,
  degrade: ({ frame, quality }, level) =>
    frameOf(picture(frame).resize({ width: Math.round((frame.width * level) / quality.eyeCornerDistance) })),
  value: ({ level, found }) => found?.eyeCornerDistance ?? level,
};

const sharpness: Gate = {
  name: 'sharpness, after a Gaussian blur',
  at: (value) => ({ sharpness: value }),
  edges: [0, 8, 15, 25, 50, 100],
  levels: [0.6, 1, 1.5, 2, 2.5, 3, 4],
  worsens: always,
  degrade: ({ frame, quality }, level) =>
    frameOf(picture(frame).blur((level * quality.eyeCornerDistance) / BLURRED_AT)),
  value: inPlace((quality) => quality.sharpness),
};

/** Asked-for mean luma; what is blown out keeps it from being reached. */
const LIGHTER = [180, 200, 220, 240, 260, 290, 330, 400];

const exposed: Gate['degrade'] = ({ frame, quality }, level) =>
  frameOf(picture(frame).linear(level / quality.brightness, 0));

const highlights: Gate = {
  name: 'share that is blown out, exposed lighter',
  at: (value) => ({ highlights: value }),
  edges: [0, 0.1, 0.2, 0.35, 0.5, 0.65],
  levels: LIGHTER,
  worsens: always,
  degrade: exposed,
  value: inPlace((quality) => quality.highlights),
};

const brightness: Gate = {
  name: 'mean luma, exposed darker and lighter',
  at: (value) => ({ brightness: value }),
  edges: [0, 15, 25, 35, 50, 80, 170, 190, 205, 220, 235],
  levels: [10, 18, 22, 28, 32, 40, 60, ...LIGHTER],
  worsens: always,
  degrade: exposed,
  value: inPlace((quality) => quality.brightness),
};

const contrast: Gate = {
  name: 'standard deviation of the luma, greyed',
  at: (value) => ({ contrast: value }),
  edges: [0, 8, 12, 15, 20, 30],
  levels: [6, 9, 11, 13.5, 17, 19, 25],
  worsens: (quality, level) => level < quality.contrast,
  degrade: ({ frame, quality }, level) => {
    const kept = level / quality.contrast;
    return frameOf(picture(frame).linear(kept, quality.brightness * (1 - kept)));
  },
  value: inPlace((quality) => quality.contrast),
};

const margin = (name: string, rectangle: (photograph: Photograph, reach: number) => [number, number]): Gate => ({
  name,
  at: (value) => ({ margin: value }),
  edges: [-1, -0.15, -0.1, -0.05, 0, 0.05],
  levels: [0.1, 0.025, -0.025, -0.075, -0.125, -0.2, -0.25],
  worsens: (quality, level) => level < quality.margin,
  degrade: (photograph, level) => {
    const { box } = photograph.face;
    const [width, height] = rectangle(photograph, level * box.width).map(Math.round) as [number, number];
    const { frame } = photograph;
    const kept = { width: Math.min(width, frame.width), height: Math.min(height, frame.height) };
    return frameOf(picture(frame).extract({ left: 0, top: 0, ...kept }));
  },
  value: ({ level, found }) => found?.margin ?? level,
});

const cutBelow = margin('margin in widths of the box, cut off below', ({ frame, face: { box } }, reach) => [
  frame.width,
  box.y + box.height + reach,
]);
const cutAside = margin('margin in widths of the box, cut off aside', ({ frame, face: { box } }, reach) => [
  box.x + box.width + reach,
  frame.height,
]);

export const GATES: readonly Gate[] = [
  size,
  sharpness,
  brightness,
  highlights,
  contrast,
  yaw,
  pitch,
  roll,
  cutBelow,
  cutAside,
];

function picture({ data, width, height }: Frame): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function frameOf(changed: Sharp): Promise<Frame> {
  const { data, info } = await changed.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new RangeError(`${info.channels} channels`);
  return { data, width: info.width, height: info.height };
}
