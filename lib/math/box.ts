/** A rectangle, by its upper left corner; in pixels of a frame, past whose edges it may reach, where nothing else is said. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much two boxes share of what they cover together, in [0, 1]. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

/** The largest centred part of a picture that has the shape of `width` x `height`: what `object-fit: cover` shows. */
export function coverArea(pictureWidth: number, pictureHeight: number, width: number, height: number): Box {
  const scale = Math.min(pictureWidth / width, pictureHeight / height);
  const area = { width: width * scale, height: height * scale };
  return { x: (pictureWidth - area.width) / 2, y: (pictureHeight - area.height) / 2, ...area };
}
