import type { Modality } from '@/lib/decision/modality';
import { PHOTOS, STRINGS } from '@/lib/media/capture-limits';
import type { StoredSample } from '@/lib/storage/attempts';
import type { Print } from '@/lib/storage/replay-prints';
import type { Template } from '@/lib/storage/template';

/** How many samples of each modality are enrolled. */
export const SAMPLES_OF: Record<Modality, number> = { face: PHOTOS, voice: STRINGS };

/** The samples of one modality as a template; undefined when some are missing or the model changed on the way. */
export function gatherSamples(samples: readonly StoredSample[], modality: Modality): Template | undefined {
  const ours = samples.filter((sample) => sample.modality === modality).map((sample) => sample.template);
  const model = ours[0]?.model;
  if (!model || ours.length !== SAMPLES_OF[modality] || ours.some((template) => template.model !== model))
    return undefined;
  const others = gatherOthers(ours);
  return { model, embeddings: ours.flatMap((template) => template.embeddings), ...(others && { others }) };
}

/** What replays of the samples would be known by. */
export function gatherPrints(samples: readonly StoredSample[]): Print[] {
  return samples.flatMap(({ modality, print }) =>
    print ? [{ kind: modality === 'face' ? 'picture' : 'sound', bytes: print }] : [],
  );
}

/** Of the models that have something of every sample: one that came or went on the way is left out. */
function gatherOthers(templates: readonly Template[]): Template['others'] {
  const ids = Object.keys(templates[0]?.others ?? {}).filter((id) => templates.every(({ others }) => others?.[id]));
  if (ids.length === 0) return undefined;
  return Object.fromEntries(ids.map((id) => [id, templates.flatMap(({ others }) => others?.[id] ?? [])]));
}
