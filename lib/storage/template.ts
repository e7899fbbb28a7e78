import { z } from 'zod';
import { SesameError } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';
import type { Domain } from './keys/domain';

/** The enrolled embeddings of one person for one model. */
export interface Template {
  model: string;
  /** Turned into the `domain` where there is one: what is compared with them enters it first (`probeFor`). */
  embeddings: Embedding[];
  /** What other models keep of the same recordings, by model id, never turned: embeddings, or mixtures as `packMixture` packs them. */
  others?: Record<string, Float32Array[]>;
  /** The person's own. */
  domain?: Domain;
}

/** What was observed as a template's embeddings are: to be compared with them, or to join them. */
export function probeFor({ model, domain }: Pick<Template, 'model' | 'domain'>, embedding: Embedding): Embedding {
  return domain ? Float32Array.from(domain.enter(embedding, model)) : embedding;
}

/** The same template with its embeddings turned into another domain, or into none. */
export function inDomain(template: Template, domain: Domain | undefined): Template {
  const { model, embeddings, others, domain: from } = template;
  if (from?.id === domain?.id) return template;
  const turned = embeddings.map((embedding) => {
    const plain = from ? from.leave(embedding, model) : embedding;
    return Float32Array.from(domain ? domain.enter(plain, model) : plain);
  });
  return { model, embeddings: turned, ...(others && { others }), ...(domain && { domain }) };
}

const vectors = z.array(z.base64()).min(1).max(64);
const storedSchema = z.object({
  model: z.string().min(1),
  embeddings: vectors,
  others: z.record(z.string().min(1), vectors).optional(),
});

/** Little-endian float32 in base64 inside JSON: readable by any language, exact to the bit. Embeddings as they are, in whatever domain. */
export function encodeTemplate({ model, embeddings, others }: Template): Uint8Array {
  const stored = { model, embeddings: embeddings.map(encodeVector), others: others && mapValues(others, encodeVector) };
  return Buffer.from(JSON.stringify(stored));
}

/** Reads what `encodeTemplate` wrote. Throws `storage_damaged` for anything else. */
export function decodeTemplate(bytes: Uint8Array): Template {
  return decoded(bytes, (vector) => Float32Array.from(decodeVector(vector, Float32Array)));
}

/** The same in a domain: all vectors are turned into it, those of others in float64, so that they come back exact to float32. */
export function encodeTurned(template: Template, domain: Domain): Uint8Array {
  const { model, embeddings, others } = inDomain(template, domain);
  const turned =
    others &&
    Object.entries(others).map(([id, items]) => [id, items.map((item) => encodeVector(domain.enter(item, id)))]);
  const stored = { model, embeddings: embeddings.map(encodeVector), others: turned && Object.fromEntries(turned) };
  return Buffer.from(JSON.stringify(stored));
}

/** Reads what `encodeTurned` wrote. Throws `storage_damaged` for anything else. */
export function decodeTurned(bytes: Uint8Array, domain: Domain): Template {
  const leave = (vector: string, id: string): Float32Array =>
    Float32Array.from(withoutNoise(domain.leave(decodeVector(vector, Float64Array), id)));
  return { ...decoded(bytes, leave), domain };
}

function decoded(bytes: Uint8Array, other: (vector: string, id: string) => Float32Array): Template {
  try {
    const { model, embeddings, others } = storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return {
      model,
      embeddings: embeddings.map((vector) => Float32Array.from(decodeVector(vector, Float32Array))),
      ...(others && { others: mapValues(others, other) }),
    };
  } catch (cause) {
    throw new SesameError('storage_damaged', { detail: 'a template does not read as one', cause });
  }
}

/** What turning in float64 leaves of a zero: a weight of a mixture must not come back below it. */
function withoutNoise(vector: Float64Array): Float64Array {
  const noise = Math.hypot(...vector) * 1e-12;
  return vector.map((value) => (Math.abs(value) < noise ? 0 : value));
}

function encodeVector(vector: Float32Array | Float64Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function decodeVector(text: string, Numbers: typeof Float32Array | typeof Float64Array): Float32Array | Float64Array {
  const vector = new Numbers(new Uint8Array(Buffer.from(text, 'base64')).buffer);
  if (vector.length === 0 || !vector.every(Number.isFinite)) throw new RangeError('not a vector of numbers');
  return vector;
}

function mapValues<A, B>(lists: Record<string, A[]>, change: (item: A, name: string) => B): Record<string, B[]> {
  return Object.fromEntries(
    Object.entries(lists).map(([name, items]) => [name, items.map((item) => change(item, name))]),
  );
}
