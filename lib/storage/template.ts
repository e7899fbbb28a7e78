import { z } from 'zod';
import { SesameError } from '@/lib/errors';
import type { Embedding } from '@/lib/vector';

export const modalities = ['face', 'voice'] as const;
export type Modality = (typeof modalities)[number];

/** The enrolled embeddings of one person for one model. */
export interface Template {
  model: string;
  embeddings: Embedding[];
}

const storedSchema = z.object({ model: z.string().min(1), embeddings: z.array(z.base64()).min(1).max(64) });

/** Little-endian float32 in base64 inside JSON: readable by any language, exact to the bit. */
export function encodeTemplate(template: Template): Uint8Array {
  const embeddings = template.embeddings.map((embedding) =>
    Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength).toString('base64'),
  );
  return Buffer.from(JSON.stringify({ model: template.model, embeddings }));
}

/** Reads what `encodeTemplate` wrote. Throws `storage_damaged` for anything else. */
export function decodeTemplate(bytes: Uint8Array): Template {
  try {
    const stored = storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return { model: stored.model, embeddings: stored.embeddings.map(decodeEmbedding) };
  } catch (cause) {
    throw new SesameError('storage_damaged', { detail: 'a template does not read as one', cause });
  }
}

function decodeEmbedding(text: string): Embedding {
  const bytes = Buffer.from(text, 'base64');
  const embedding = new Float32Array(new Uint8Array(bytes).buffer);
  if (embedding.length === 0 || !embedding.every(Number.isFinite)) throw new RangeError('not an embedding');
  return embedding;
}
