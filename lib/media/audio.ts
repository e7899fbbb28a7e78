/** Samples a second of all audio inside the core, in hertz. */
export const SAMPLE_RATE = 16_000;

/** 16 kHz mono samples in [-1, 1]. */
export type Audio = Float32Array;
