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

const known = new Map<number, readonly Anchor[]>();

/**
 * Every anchor box of the detector for a square input of `side` pixels, in the order of its output.
 * Liu et al., "SSD: Single Shot MultiBox Detector", 2016, section 2.2, as in TensorFlow's `create_ssd_anchors` with a
 * reduced lowest layer.
 */
export function anchors(side: number): readonly Anchor[] {
  const made = known.get(side) ?? STRIDES.flatMap((stride, grid) => gridAnchors(side, stride, anchorSizes(grid)));
  known.set(side, made);
  return made;
}

type Size = readonly [width: number, height: number];

/** Row by row, all anchors of one place together. */
function gridAnchors(side: number, stride: number, sizes: readonly Size[]): Anchor[] {
  const places = Math.ceil(side / stride);
  return Array.from({ length: places * places }, (_, place) => {
    const x = ((place % places) + 0.5) * stride;
    const y = (Math.floor(place / places) + 0.5) * stride;
    return sizes.map(([width, height]) => ({ x, y, width, height }));
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
    return [size * root * TRAINED_SIDE, (size / root) * TRAINED_SIDE];
  });
}
