/** A box (ISO/IEC 14496-12, 4.2), without its header. */
export interface Box {
  type: string;
  body: DataView;
  /** Where the box starts, header included, in the bytes it was read from. */
  start: number;
}

/** The boxes in `view` from `from` on, in order, up to one that does not fit. */
export function* boxes(view: DataView, from = 0): Generator<Box> {
  for (let at = from; at + 8 <= view.byteLength; ) {
    const short = view.getUint32(at);
    const large = short === 1 && at + 16 <= view.byteLength;
    const header = large ? 16 : 8;
    // Size 0: up to the end.
    const size = large ? Number(view.getBigUint64(at + 8)) : short || view.byteLength - at;
    if (size < header || size > view.byteLength - at) return;
    const body = new DataView(view.buffer, view.byteOffset + at + header, size - header);
    yield { type: fourCharacters(view, at + 4), body, start: at };
    at += size;
  }
}

/** The first box at the end of a path of types, or undefined. */
export function findBox(view: DataView, ...path: string[]): DataView | undefined {
  const [type, ...rest] = path;
  if (type === undefined) return view;
  for (const box of boxes(view)) if (box.type === type) return findBox(box.body, ...rest);
  return undefined;
}

export function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(...bytesOf(view, at, at + 4));
}

export function bytesOf(view: DataView, start = 0, end = view.byteLength): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, end - start);
}
