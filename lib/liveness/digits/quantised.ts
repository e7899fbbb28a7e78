/** Decibels of a step, and of the lowest level. */
const STEP = 0.5;
const LOWEST = -100;

/** Levels in decibels relative to loud speech as bytes; what is lower than -100 dB or higher than 27 is held there. */
export function toBytes(levels: Float32Array): Uint8Array {
  return Uint8Array.from(levels, (level) => Math.min(255, Math.max(0, Math.round((level - LOWEST) / STEP))));
}

/** The levels again, to a quarter of a decibel. */
export function fromBytes(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(bytes, (byte) => LOWEST + STEP * byte);
}
