/** Memory of earlier inputs, to be used for later ones: arrays that are thrown away pile up until garbage is collected. */
export interface BufferPool {
  /** So many values, of what an earlier input held or zeros. */
  take(length: number): Float32Array<ArrayBuffer>;
  give(buffer: ArrayBuffer): void;
}

/** Spare buffers that are kept: one job runs and one is made ready. */
const MOST = 2;

/** A buffer is not used for anything this many times smaller. */
const WASTE = 4;

/** An empty store; buffers that have more than `mostBytes` are not kept. */
export function bufferPool(mostBytes = 4 * 2 ** 20): BufferPool {
  const spare: ArrayBuffer[] = [];
  return {
    take(length) {
      const bytes = 4 * length;
      const at = spare.findIndex(({ byteLength }) => byteLength >= bytes && byteLength <= WASTE * bytes);
      const [buffer] = at < 0 ? [] : spare.splice(at, 1);
      return new Float32Array(buffer ?? new ArrayBuffer(bytes), 0, length);
    },
    give(buffer) {
      if (buffer.byteLength === 0 || buffer.byteLength > mostBytes) return;
      // The newest are those of the size that is asked for now.
      if (spare.unshift(buffer) > MOST) spare.pop();
    },
  };
}
