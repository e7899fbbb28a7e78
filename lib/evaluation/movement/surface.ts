/** What a picture is made into: places are in eye distances of the face on it, whose midline is at 0. */
export interface Shape {
  /** Where the point of the picture `u` right of the midline comes to lie: `across`, and how far behind the midline. */
  place(u: number): readonly [across: number, behind: number];
}

export const FLAT: Shape = { place: (u) => [u, 0] };

/** Bent evenly about an upright axis behind the face. */
export const cylinder = (radius: number): Shape => ({
  place: (u) => {
    const angle = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, u / radius));
    const straight = u - angle * radius;
    return [radius * Math.sin(angle), radius * (1 - Math.cos(angle)) + Math.abs(straight)];
  },
});

/** Creased along the midline, both halves bent back by so many degrees. */
export const crease = (degrees: number): Shape => ({
  place: (u) => [u * Math.cos(radians(degrees)), Math.abs(u) * Math.sin(radians(degrees))],
});

/** Creased along the midline, only the half on this side of the picture bent back. */
export const halfBack = (degrees: number, side: 1 | -1): Shape => ({
  place: (u) => {
    const bent = u * side > 0 ? radians(degrees) : 0;
    return [u * Math.cos(bent), Math.abs(u) * Math.sin(bent)];
  },
});

/** How a shape is held before the camera, which is `AWAY` eye distances off. Angles in degrees; shifts in eye distances. */
export interface Hold {
  /** Positive where what it shows comes to look to the right side of the picture. */
  yaw: number;
  /** Positive where its top leans away. */
  pitch: number;
  /** Clockwise. */
  roll: number;
  right: number;
  down: number;
  /** 1 is at arm's length. */
  nearer: number;
}

export const STRAIGHT: Hold = { yaw: 0, pitch: 0, roll: 0, right: 0, down: 0, nearer: 1 };

/** Half a metre, at 63 mm between the eyes. */
const AWAY = 8;
/** How far a picture reaches to either side of the face's midline at most, and in how many pieces it is bent. */
const REACH = 5;
const PIECES = 1200;

/** Where in a picture to look for what is seen in a direction; undefined past the picture's reach. */
export type Lookup = (x: number, y: number) => readonly [u: number, v: number] | undefined;

/**
 * Which point of the picture is seen at each place of the camera's image, in eye distances from its middle at rest. Upright lines stay straight
 * on every shape, so that one table of columns holds it.
 */
export function seenOn(shape: Shape, hold: Hold): Lookup {
  const [sine, cosine] = [Math.sin(radians(-hold.yaw)), Math.cos(radians(-hold.yaw))];
  const columns = new Map<number, { u: number; scale: number }>();
  let before: { column: number; u: number; scale: number } | undefined;
  for (let piece = 0; piece <= PIECES; piece++) {
    const u = REACH * ((2 * piece) / PIECES - 1);
    const [across, behind] = shape.place(u);
    const scale = AWAY / (AWAY + behind * cosine - across * sine);
    const here = { column: (across * cosine + behind * sine) * scale * PER_EYE_DISTANCE, u, scale };
    // Only what faces the camera: columns that grow with u.
    if (before && here.column > before.column) fill(columns, before, here);
    before = here;
  }
  const [tilt, level] = [Math.sin(radians(hold.pitch)) / AWAY, Math.cos(radians(hold.pitch))];
  const [rollSine, rollCosine] = [Math.sin(radians(-hold.roll)), Math.cos(radians(-hold.roll))];
  return (x, y) => {
    const [right, down] = [(x - hold.right) / hold.nearer, (y - hold.down) / hold.nearer];
    const [turnedX, turnedY] = [right * rollCosine - down * rollSine, right * rollSine + down * rollCosine];
    const v = turnedY / (level + tilt * turnedY);
    const column = columns.get(Math.round(turnedX * (1 - tilt * v) * PER_EYE_DISTANCE));
    return column && [column.u, v / column.scale];
  };
}

/** Columns of the table in an eye distance. */
const PER_EYE_DISTANCE = 90;

function fill(
  columns: Map<number, { u: number; scale: number }>,
  from: { column: number; u: number; scale: number },
  to: { column: number; u: number; scale: number },
): void {
  for (let column = Math.ceil(from.column); column <= to.column; column++) {
    const share = (column - from.column) / (to.column - from.column);
    const scale = from.scale + share * (to.scale - from.scale);
    if ((columns.get(column)?.scale ?? 0) < scale) columns.set(column, { u: from.u + share * (to.u - from.u), scale });
  }
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
