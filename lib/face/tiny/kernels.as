// AssemblyScript (assemblyscript.org): what the tiny networks spend their time in, four values at once. Pictures are [row, column, channel],
// addresses and distances in bytes. `npm run models:face` compiles it to public/tracking/kernels.wasm.

@inline
function leaky(values: v128, slope: v128): v128 {
  return f32x4.max(values, f32x4.mul(values, slope));
}

/**
 * `windows` dot products (4 at least), whose first values lie `step` apart, with each of `outputs` filters (a multiple of 8). A window is
 * `runs` runs of `run` bytes, `gap` apart; `weights` [values of a window, outputs]. What is negative is multiplied by `slope`, of [0, 1].
 */
export function convolve(
  x: usize, windows: i32, step: usize, runs: i32, run: usize, gap: usize,
  weights: usize, bias: usize, outputs: i32, y: usize, slope: f32,
): void {
  const row = <usize>outputs << 2;
  const slopes = f32x4.splat(slope);
  for (let window = 0; window < windows; window += 4) {
    // The last four overlap those before them where their number is no multiple of four.
    const first = <usize>min(window, windows - 4);
    for (let output: usize = 0; output < row; output += 32) {
      let a0 = v128.load(bias + output), a1 = v128.load(bias + output, 16);
      let b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1;
      let weight = weights + output;
      for (let r = 0; r < runs; r++) {
        const a = x + first * step + <usize>r * gap;
        for (let at = a, end = a + run; at < end; at += 4, weight += row) {
          const w0 = v128.load(weight), w1 = v128.load(weight, 16);
          let value = v128.load32_splat(at);
          a0 = f32x4.add(a0, f32x4.mul(value, w0));
          a1 = f32x4.add(a1, f32x4.mul(value, w1));
          value = v128.load32_splat(at + step);
          b0 = f32x4.add(b0, f32x4.mul(value, w0));
          b1 = f32x4.add(b1, f32x4.mul(value, w1));
          value = v128.load32_splat(at + 2 * step);
          c0 = f32x4.add(c0, f32x4.mul(value, w0));
          c1 = f32x4.add(c1, f32x4.mul(value, w1));
          value = v128.load32_splat(at + 3 * step);
          d0 = f32x4.add(d0, f32x4.mul(value, w0));
          d1 = f32x4.add(d1, f32x4.mul(value, w1));
        }
      }
      let to = y + first * row + output;
      v128.store(to, leaky(a0, slopes));
      v128.store(to, leaky(a1, slopes), 16);
      to += row;
      v128.store(to, leaky(b0, slopes));
      v128.store(to, leaky(b1, slopes), 16);
      to += row;
      v128.store(to, leaky(c0, slopes));
      v128.store(to, leaky(c1, slopes), 16);
      to += row;
      v128.store(to, leaky(d0, slopes));
      v128.store(to, leaky(d1, slopes), 16);
    }
  }
}

/** Each of `channels` (a multiple of 4) with a 3 x 3 filter of its own, weights [3, 3, channels]; outside the picture are zeros, `before` of them first. */
export function depthwise(
  x: usize, side: i32, channels: i32, weights: usize, stride: i32, before: i32, y: usize, outputSide: i32,
): void {
  const pixel = <usize>channels << 2;
  for (let row = 0; row < outputSide; row++) {
    for (let column = 0; column < outputSide; column++) {
      const top = row * stride - before, left = column * stride - before;
      const fromRow = max(0, -top), toRow = min(3, side - top);
      const fromColumn = max(0, -left), toColumn = min(3, side - left);
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        let sum = f32x4.splat(0);
        for (let r = fromRow; r < toRow; r++) {
          for (let c = fromColumn; c < toColumn; c++) {
            const value = v128.load(x + <usize>((top + r) * side + left + c) * pixel + channel);
            sum = f32x4.add(sum, f32x4.mul(value, v128.load(weights + <usize>(3 * r + c) * pixel + channel)));
          }
        }
        v128.store(y + <usize>(row * outputSide + column) * pixel + channel, sum);
      }
    }
  }
}

/** The largest of each 2 x 2, as far as they lie in the picture, of each of `channels` (a multiple of 4). */
export function maxPool(x: usize, side: i32, channels: i32, stride: i32, y: usize, outputSide: i32): void {
  const pixel = <usize>channels << 2;
  for (let row = 0; row < outputSide; row++) {
    const top = row * stride, below = min(top + 1, side - 1);
    for (let column = 0; column < outputSide; column++) {
      const left = column * stride, right = min(left + 1, side - 1);
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        const upper = f32x4.max(
          v128.load(x + <usize>(top * side + left) * pixel + channel),
          v128.load(x + <usize>(top * side + right) * pixel + channel),
        );
        const lower = f32x4.max(
          v128.load(x + <usize>(below * side + left) * pixel + channel),
          v128.load(x + <usize>(below * side + right) * pixel + channel),
        );
        v128.store(y + <usize>(row * outputSide + column) * pixel + channel, f32x4.max(upper, lower));
      }
    }
  }
}
