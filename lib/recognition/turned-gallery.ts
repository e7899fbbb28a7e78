import type { Domain } from '@/lib/storage/keys/domain';
import type { EmbeddingGallery } from './gallery';

/**
 * A gallery whose embeddings, and whatever is searched for, are turned into a domain: what lies in memory has nothing in common with any
 * other store of the same faces and voices.
 */
export function turnedGallery(gallery: EmbeddingGallery, domain: Domain, model: string): EmbeddingGallery {
  return {
    get size() {
      return gallery.size;
    },
    has: (id) => gallery.has(id),
    put: (id, embedding) => gallery.put(id, Float32Array.from(domain.enter(embedding, model))),
    remove: (id) => gallery.remove(id),
    ids: () => gallery.ids(),
    search: (probe, rows) => gallery.search(Float32Array.from(domain.enter(probe, model)), rows),
  };
}
