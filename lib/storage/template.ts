import { z } from 'zod';
import { SesameError } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';

/** The enrolled embeddings of one person for one model. */
export interface Template {
  model: string;
  embeddings: Embedding[];
  /** What other models keep of the same recordings, by model id: embeddings, or mixtures as `packMixture` packs them. */
  others?: Record<string, Float32Array[]>;
}

const vectors = z.array(z.base64()).min(1).max(64);
const storedSchema = z.object({
  model: z.string().min(1),
  embeddings: vectors,
  others: z.record(z.string().min(1), vectors).optional(),
});

/** Little-endian float32 in base64 inside JSON: readable by any language, exact to the bit. */
export function encodeTemplate({ model, embeddings, others }: Template): Uint8Array {
  const stored = { model, embeddings: embeddings.map(encodeVector), others: others && mapValues(others, encodeVector) };
  return Buffer.from(JSON.stringify(stored));
}

/** Reads what `encodeTemplate` wrote. Throws `storage_damaged` for anything else. */
export function decodeTemplate(bytes: Uint8Array): Template {
  try {
    const { model, embeddings, others } = storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return {
      model,
      embeddings: embeddings.map(decodeVector),
      ...(others && { others: mapValues(others, decodeVector) }),
    };
  } catch (cause) {
    throw new SesameError('storage_damaged', { detail: 'a template does not read as one', cause });
  }
}

function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function decodeVector(text: string): Embedding {
  const bytes = Buffer.from(text, 'base64');
  const vector = new Float32Array(new Uint8Array(bytes).buffer);
  if (vector.length === 0 || !vector.every(Number.isFinite)) throw new RangeError('not a vector of numbers');
  return vector;
}

function mapValues<A, B>(lists: Record<string, A[]>, change: (item: A) => B): Record<string, B[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.map(change)]));
}
