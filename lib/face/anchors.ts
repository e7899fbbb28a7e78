import type { Size } from '@/lib/media/frame';

/** A box by its middle and size, in pixels of the network's input. */
export interface Anchor {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Side that the detector was trained at, in pixels: anchors keep their size in pixels at any other. */
const TRAINED_SIDE = 512;

/** Scales of the square anchors of the six grids, as shares of the trained side; the last serves only as a bound. */
const SCALES = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1] as const;

/** The finest grid has a square of its own, half as large as its other anchors. */
const FINEST_SQUARE = 0.1;

/** Pixels from one place of a grid to the next. */
const STRIDES = [16, 32, 64, 128, 256, 512] as const;

const known = new Map<string, readonly Anchor[]>();

/**
 * Every anchor box of the detector for an input of this size in pixels, in the order of its output.
 * Liu et al., "SSD: Single Shot MultiBox Detector", 2016, section 2.2, as in TensorFlow's `create_ssd_anchors` with a
 * reduced lowest layer.
 */
export function anchors(input: Size): readonly Anchor[] {
  const key = `${input.width} x ${input.height}`;
  const made = known.get(key) ?? STRIDES.flatMap((stride, grid) => gridAnchors(input, stride, anchorSizes(grid)));
  known.set(key, made);
  return made;
}

/** Row by row, all anchors of one place together. */
function gridAnchors(input: Size, stride: number, sizes: readonly Size[]): Anchor[] {
  const across = Math.ceil(input.width / stride);
  const down = Math.ceil(input.height / stride);
  return Array.from({ length: across * down }, (_, place) => {
    const x = ((place % across) + 0.5) * stride;
    const y = (Math.floor(place / across) + 0.5) * stride;
    return sizes.map((size) => ({ x, y, ...size }));
  }).flat();
}

function anchorSizes(grid: number): Size[] {
  const scale = SCALES[grid] as number;
  const next = SCALES[grid + 1] as number;
  const shapes: [scale: number, aspect: number][] =
    grid === 0
      ? [
          [FINEST_SQUARE, 1],
          [scale, 2],
          [scale, 1 / 2],
        ]
      : [
          [scale, 1],
          [Math.sqrt(scale * next), 1],
          [scale, 2],
          [scale, 1 / 2],
          [scale, 3],
          [scale, 0.3333],
        ];
  return shapes.map(([size, aspect]) => {
    const root = Math.sqrt(aspect);
    return { width: size * root * TRAINED_SIDE, height: (size / root) * TRAINED_SIDE };
  });
}
