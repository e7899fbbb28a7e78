import type { Challenge } from '@/lib/liveness/challenge/challenge';
import { cutHeard } from '@/lib/liveness/digits/cut-digits';
import { saySteps } from '@/lib/liveness/digits/plan-strings';
import { unpackSpoken } from '@/lib/liveness/digits/spoken';
import { encodeDigitTemplates } from '@/lib/liveness/digits/template-codec';
import type { StoredSample } from '@/lib/storage/attempts';

/** How somebody says digits, or which strings they have to say again. */
export type SaidDigits = { digits: Uint8Array; again: [] } | { digits: undefined; again: number[] };

/** Cuts the recordings of the strings of an attempt into digits. Throws `storage_damaged`. */
export function cutSpoken(steps: Challenge, samples: readonly StoredSample[]): SaidDigits {
  const strings = saySteps(steps).map(({ digits }, index) => {
    const sample = samples.find((each) => each.modality === 'voice' && each.index === index);
    return { digits, bands: sample?.spoken && unpackSpoken(sample.spoken) };
  });
  const { templates, again } = cutHeard(strings);
  return again.length > 0 ? { digits: undefined, again } : { digits: encodeDigitTemplates(templates), again: [] };
}
