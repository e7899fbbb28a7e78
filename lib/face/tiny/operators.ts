/** Values in the kernels' memory: [rows, columns, channels] of a square picture, or those of a network's constant. */
export interface Picture {
  values: Float32Array;
  side: number;
  channels: number;
}

export interface Filters {
  /** [values of a window, outputs], the outputs filled up to a multiple of eight. */
  weights: Float32Array;
  bias: Float32Array;
}

/** What is negative is multiplied by it. */
const SLOPES = { linear: 1, relu: 0, leaky: 0.1 } as const;
export type Activation = keyof typeof SLOPES;

/** One function for each operator that the tiny networks use, as TensorFlow has them. */
export interface Operators {
  /** Room for values; what `run` took is free again when it ends, so that its answer is to be copied. */
  room(length: number): Float32Array;
  run<T>(network: () => T): T;
  /** 3 x 3 over three channels, without padding. */
  convolve(x: Picture, filters: Filters, stride: number, activation: Activation): Picture;
  /** 1 x 1 */
  mix(x: Picture, filters: Filters, activation: Activation): Picture;
  /** 3 x 3, each channel on its own; zeros around the picture. */
  depthwise(x: Picture, weights: Float32Array, stride: 1 | 2): Picture;
  /** 2 x 2, cut off at the picture's end. */
  maxPool(x: Picture, stride: 1 | 2): Picture;
}

/** As kernels.as has them. */
interface Kernels {
  convolve(...addressesAndSizes: number[]): void;
  depthwise(...addressesAndSizes: number[]): void;
  maxPool(...addressesAndSizes: number[]): void;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Rows and columns of a filter. */
const KERNEL = 3;
/** WebAssembly's, in bytes. */
const PAGE = 65_536;

/** Opens kernels.wasm with room for so many values. Throws where a browser has no SIMD. */
export async function operators(kernels: BufferSource, values: number): Promise<Operators> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((values * BYTES) / PAGE) });
  const { instance } = await WebAssembly.instantiate(kernels, { env: { memory } });
  const { convolve, depthwise, maxPool } = instance.exports as unknown as Kernels;
  let free = 0;

  const room = (length: number): Float32Array => {
    const values = new Float32Array(memory.buffer, free, length);
    // Where every vector of four begins.
    free += Math.ceil(length / 4) * 4 * BYTES;
    return values;
  };
  const picture = (side: number, channels: number): Picture => ({
    values: room(side * side * channels),
    side,
    channels,
  });

  return {
    room,
    run: (network) => {
      const before = free;
      try {
        return network();
      } finally {
        free = before;
      }
    },
    convolve: ({ values, side, channels }, { weights, bias }, stride, activation) => {
      const y = picture(Math.floor((side - KERNEL) / stride) + 1, bias.length);
      const pixel = channels * BYTES;
      for (let row = 0; row < y.side; row++)
        convolve(
          values.byteOffset + row * stride * side * pixel,
          y.side,
          stride * pixel,
          KERNEL,
          KERNEL * pixel,
          side * pixel,
          weights.byteOffset,
          bias.byteOffset,
          bias.length,
          y.values.byteOffset + row * y.side * y.channels * BYTES,
          SLOPES[activation],
        );
      return y;
    },
    mix: ({ values, side, channels }, { weights, bias }, activation) => {
      const y = picture(side, bias.length);
      const pixel = channels * BYTES;
      convolve(
        values.byteOffset,
        side * side,
        pixel,
        1,
        pixel,
        0,
        weights.byteOffset,
        bias.byteOffset,
        bias.length,
        y.values.byteOffset,
        SLOPES[activation],
      );
      return y;
    },
    depthwise: (x, weights, stride) => {
      const y = picture(Math.ceil(x.side / stride), x.channels);
      // TensorFlow's `same`: of an odd number of zeros the larger half is behind.
      const before = Math.floor(((y.side - 1) * stride + KERNEL - x.side) / 2);
      depthwise(
        x.values.byteOffset,
        x.side,
        x.channels,
        weights.byteOffset,
        stride,
        before,
        y.values.byteOffset,
        y.side,
      );
      return y;
    },
    maxPool: (x, stride) => {
      const y = picture(Math.ceil(x.side / stride), x.channels);
      maxPool(x.values.byteOffset, x.side, x.channels, stride, y.values.byteOffset, y.side);
      return y;
    },
  };
}
