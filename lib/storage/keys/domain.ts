import { createCipheriv } from 'node:crypto';
import { type OrthogonalTransform, orthogonalTransform } from '@/lib/math/orthogonal-transform';
import { keyIdOf } from '../seal';
import { derivedKey } from './derived-key';

/**
 * Where vectors are turned to, by a secret rotation of each model and length (ISO/IEC 24745: a renewable, unlinkable reference): in one
 * domain they compare as they did, with those of another they have nothing in common.
 */
export interface Domain {
  id: string;
  /** A vector turned, and turned back. */
  enter(vector: Float32Array | Float64Array, model: string): Float64Array;
  leave(vector: Float32Array | Float64Array, model: string): Float64Array;
}

/** The domain of a secret key. */
export function domainOf(key: Uint8Array): Domain {
  const secret = derivedKey(key, 'template domain');
  const known = new Map<string, OrthogonalTransform>();
  const transformOf = (model: string, dimensions: number): OrthogonalTransform => {
    const name = `${dimensions}/${model}`;
    const transform = known.get(name) ?? orthogonalTransform(dimensions, keyedRandom(derivedKey(secret, name)));
    known.set(name, transform);
    return transform;
  };
  return {
    id: keyIdOf(secret),
    enter: (vector, model) => transformOf(model, vector.length).apply(vector),
    leave: (vector, model) => transformOf(model, vector.length).invert(vector),
  };
}

/** Numbers drawn at once. */
const BLOCK = 4096;

/** Uniform numbers in [0, 1) of 32 bits that only the key tells: AES-256 in counter mode (NIST SP 800-38A). */
function keyedRandom(key: Uint8Array): () => number {
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let block = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === block.length) {
      block = stream.update(Buffer.alloc(BLOCK * 4));
      at = 0;
    }
    at += 4;
    return block.readUInt32LE(at - 4) / 2 ** 32;
  };
}
