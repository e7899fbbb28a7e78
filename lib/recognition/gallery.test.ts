import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { cosineSimilarity, l2Normalise } from '@/lib/math/vector';
import { createEmbeddingGallery, type EmbeddingGallery, type Nearest } from './gallery';

const ADA = '11111111-1111-4111-8111-111111111111';
const BERTA = '22222222-2222-4222-8222-222222222222';
const CLARA = '33333333-3333-4333-8333-333333333333';

const vector = (dimensions: number, random: () => number): Float32Array =>
  l2Normalise(Float32Array.from({ length: dimensions }, () => random() - 0.5));

const axis = (i: number, dimensions = 3): Float32Array =>
  Float32Array.from({ length: dimensions }, (_, j) => Number(i === j));

function found(gallery: EmbeddingGallery, probe: Float32Array, rows?: number): Nearest | undefined {
  const search = gallery.search(probe, rows);
  for (let step = search.next(); ; step = search.next()) if (step.done) return step.value;
}

describe('a gallery', () => {
  it('finds nobody when it is empty', () => {
    expect(found(createEmbeddingGallery(3), axis(0))).toBeUndefined();
  });

  it('finds the one person in it, however unlike', () => {
    const gallery = createEmbeddingGallery(3);
    gallery.put(ADA, axis(0));
    expect(found(gallery, axis(1))).toEqual({ id: ADA, similarity: 0 });
    expect(found(gallery, axis(0))).toEqual({ id: ADA, similarity: 1 });
  });

  it('finds one of two who are the same', () => {
    const gallery = createEmbeddingGallery(3);
    for (const id of [ADA, BERTA]) gallery.put(id, axis(0));
    gallery.put(CLARA, axis(1));
    const match = found(gallery, axis(0));
    expect([ADA, BERTA]).toContain(match?.id);
    expect(match?.similarity).toBe(1);
  });

  it('does not find who was removed, and removing again is harmless', () => {
    const gallery = createEmbeddingGallery(3);
    gallery.put(ADA, axis(0));
    gallery.put(BERTA, axis(1));
    expect(gallery.remove(ADA)).toBe(true);
    expect(gallery.remove(ADA)).toBe(false);
    expect(gallery.has(ADA)).toBe(false);
    expect(found(gallery, axis(0))).toEqual({ id: BERTA, similarity: 0 });
    expect(gallery.size).toBe(1);
  });

  it('compares with the newest embedding of a person', () => {
    const gallery = createEmbeddingGallery(3);
    gallery.put(ADA, axis(0));
    gallery.put(ADA, axis(1));
    expect(gallery.size).toBe(1);
    expect(found(gallery, axis(1))).toEqual({ id: ADA, similarity: 1 });
  });

  it('takes embeddings of any length of vector and compares their directions', () => {
    const gallery = createEmbeddingGallery(3);
    gallery.put(ADA, Float32Array.of(5, 0, 0));
    expect(found(gallery, Float32Array.of(0.1, 0, 0))).toEqual({ id: ADA, similarity: 1 });
  });

  it.each([
    ['NaN', Float32Array.of(Number.NaN, 0, 0)],
    ['infinity', Float32Array.of(Number.POSITIVE_INFINITY, 0, 0)],
    ['nothing but zeros', new Float32Array(3)],
    ['too few values', new Float32Array(2).fill(0.5)],
    ['too many values', new Float32Array(4).fill(0.5)],
  ])('refuses %s, on both sides, and stays as it was', (_, broken) => {
    const gallery = createEmbeddingGallery(3);
    gallery.put(ADA, axis(0));
    expect(() => gallery.put(BERTA, broken)).toThrow(RangeError);
    expect(() => gallery.put(ADA, broken)).toThrow(RangeError);
    expect(() => found(gallery, broken)).toThrow(RangeError);
    expect([...gallery.ids()]).toEqual([ADA]);
    expect(found(gallery, axis(0))).toEqual({ id: ADA, similarity: 1 });
  });

  it.each(['', 'ada', '../../etc/passwd', ADA.toUpperCase().replace('1', 'A')])('refuses the id %j', (id) => {
    expect(() => createEmbeddingGallery(3).put(id, axis(0))).toThrow(RangeError);
  });

  it.each([1, 7, 192])('finds in %i dimensions whom comparing one by one finds', (dimensions) => {
    const random = seededRandom(dimensions);
    const people = Array.from({ length: 503 }, () => ({ id: randomUUID(), embedding: vector(dimensions, random) }));
    const gallery = createEmbeddingGallery(dimensions, 1);
    for (const { id, embedding } of people) gallery.put(id, embedding);
    for (let i = 0; i < 20; i++) {
      const probe = vector(dimensions, random);
      const most = Math.max(...people.map(({ embedding }) => cosineSimilarity(embedding, probe)));
      for (const rows of [undefined, 100, 7, 1]) {
        const match = found(gallery, probe, rows);
        const embedding = people.find(({ id }) => id === match?.id)?.embedding;
        expect(match?.similarity).toBeCloseTo(most, 5);
        expect(cosineSimilarity(embedding!, probe)).toBeCloseTo(most, 5);
      }
    }
  });

  it('knows who is there after many have come and gone', () => {
    const random = seededRandom(1);
    const gallery = createEmbeddingGallery(3, 0);
    const expected = new Map<string, Float32Array>();
    for (let i = 0; i < 5000; i++) {
      const known = [...expected.keys()][Math.floor(random() * expected.size * 2)];
      if (known && random() < 0.9) {
        expected.delete(known);
        gallery.remove(known);
      } else {
        const [id, embedding] = [known ?? randomUUID(), vector(3, random)];
        expected.set(id, embedding);
        gallery.put(id, embedding);
      }
    }
    expect(expected.size).toBeGreaterThan(10);
    expect([...gallery.ids()].sort()).toEqual([...expected.keys()].sort());
    for (const [id, embedding] of expected) expect(found(gallery, embedding)?.id).toBe(id);
  });
});

describe('a search under way', () => {
  const crowd = (): { gallery: EmbeddingGallery; ids: string[] } => {
    const gallery = createEmbeddingGallery(64, 2);
    const ids = Array.from({ length: 64 }, () => randomUUID());
    ids.forEach((id, i) => {
      gallery.put(id, axis(i, 64));
    });
    return { gallery, ids };
  };

  it('misses nobody who stays, whoever leaves meanwhile', () => {
    for (let wanted = 0; wanted < 64; wanted += 3) {
      const { gallery, ids } = crowd();
      const leavers = ids.filter((_, i) => i !== wanted);
      const search = gallery.search(axis(wanted, 64), 4);
      let step = search.next();
      for (let i = 0; !step.done; i++) {
        for (const id of leavers.slice(3 * i, 3 * i + 3)) gallery.remove(id);
        step = search.next();
      }
      expect(step.value).toEqual({ id: ids[wanted], similarity: 1 });
    }
  });

  it('goes on when newcomers make the gallery grow', () => {
    const { gallery, ids } = crowd();
    const search = gallery.search(axis(5, 64), 4);
    let step = search.next();
    for (; !step.done; step = search.next()) for (let i = 0; i < 16; i++) gallery.put(randomUUID(), axis(63, 64));
    expect(step.value).toEqual({ id: ids[5], similarity: 1 });
  });
});
