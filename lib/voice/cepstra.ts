import { type Features, MEL_BINS } from './filterbank';

/** Cepstral coefficients of one frame: 1 to 12. Coefficient 0, the loudness, is dropped. */
export const COEFFICIENTS = 12;

/** `frames` rows of `COEFFICIENTS` values, row by row. */
export interface Cepstra {
  data: Float32Array<ArrayBuffer>;
  frames: number;
}

/** Rows 1 to 12 of the orthonormal DCT-II over the mel bins. */
const COSINES = Float64Array.from({ length: COEFFICIENTS * MEL_BINS }, (_, i) => {
  const coefficient = 1 + Math.floor(i / MEL_BINS);
  return Math.sqrt(2 / MEL_BINS) * Math.cos((Math.PI * coefficient * ((i % MEL_BINS) + 0.5)) / MEL_BINS);
});

/**
 * Mel-frequency cepstral coefficients (Davis & Mermelstein, IEEE Trans. ASSP 28, 1980): the orthonormal DCT-II of the
 * log-mel energies of every frame, coefficients 1 to 12, without liftering.
 */
export function cepstra({ data, frames }: Features): Cepstra {
  const out = new Float32Array(frames * COEFFICIENTS);
  for (let frame = 0; frame < frames; frame++) {
    for (let c = 0; c < COEFFICIENTS; c++) {
      let sum = 0;
      for (let bin = 0; bin < MEL_BINS; bin++)
        sum += (data[frame * MEL_BINS + bin] as number) * (COSINES[c * MEL_BINS + bin] as number);
      out[frame * COEFFICIENTS + c] = sum;
    }
  }
  return { data: out, frames };
}

/** The mean over time of every coefficient taken away: removes the colour of microphone and room. */
export function meanNormaliseCepstra({ data, frames }: Cepstra): Cepstra {
  const means = new Float64Array(COEFFICIENTS);
  data.forEach((value, i) => {
    means[i % COEFFICIENTS] = (means[i % COEFFICIENTS] as number) + value / frames;
  });
  return { data: data.map((value, i) => value - (means[i % COEFFICIENTS] as number)), frames };
}
