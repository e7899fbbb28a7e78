/** Frames of 10 ms around a moment that tell how far the mouth is open in it: lips part before a vowel is heard, and close after it. */
const TAPS: readonly number[] = [-20, -16, -12, -8, -4, 0, 4, 8, 12, 16, 20];

/** The frame so many beside another; beyond its ends the sound goes on as it begins and ends. */
const beside = (frame: number, tap: number, length: number): number => Math.min(Math.max(frame + tap, 0), length - 1);

/** Every band at every tap around a frame, tap by tap: what the weights of `expectedOpening` are fitted to. */
export function soundAround(bands: readonly Float64Array[], frame: number): number[] {
  return TAPS.flatMap((tap) => bands.map((band) => band[beside(frame, tap, band.length)] as number));
}

/**
 * How far a mouth would be open that makes this sound, in each frame: no unit, only its changes count. Linear in the bands of
 * `soundBands`.
 *
 * @param weights one for each value of `soundAround`
 */
export function expectedOpening(bands: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const length = bands[0]?.length ?? 0;
  const expected = new Float64Array(length);
  for (const [at, tap] of TAPS.entries()) {
    for (const [i, band] of bands.entries()) {
      const weight = weights[at * bands.length + i] ?? 0;
      for (let frame = 0; frame < length; frame++)
        expected[frame] = (expected[frame] as number) + weight * (band[beside(frame, tap, length)] as number);
    }
  }
  return expected;
}
