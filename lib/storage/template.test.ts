import { describe, expect, it } from 'vitest';
import { decodeTemplate, encodeTemplate } from './template';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('a stored template', () => {
  it('comes back to the bit', () => {
    const template = { model: 'm', embeddings: [Float32Array.of(0.1, -0.2), Float32Array.of(1e-30, 1)] };
    expect(decodeTemplate(encodeTemplate(template))).toEqual(template);
  });

  it('comes back with what other models keep, and without where there is nothing of them', () => {
    const template = { model: 'm', embeddings: [Float32Array.of(1)], others: { second: [Float32Array.of(0.3, 0.4)] } };
    expect(decodeTemplate(encodeTemplate(template))).toEqual(template);
    const written = { model: 'm', embeddings: [Buffer.from(Float32Array.of(1).buffer).toString('base64')] };
    expect(decodeTemplate(bytes(written))).toEqual({ model: 'm', embeddings: [Float32Array.of(1)] });
  });

  it('keeps only its own part of a larger buffer', () => {
    const part = Float32Array.of(9, 0.5, 0.25, 9).subarray(1, 3);
    expect(decodeTemplate(encodeTemplate({ model: 'm', embeddings: [part] })).embeddings).toEqual([
      Float32Array.of(0.5, 0.25),
    ]);
  });

  it.each([
    ['no JSON', Buffer.from('nonsense')],
    ['another shape', bytes({ embeddings: [] })],
    ['no embeddings', bytes({ model: 'm', embeddings: [] })],
    ['an empty embedding', bytes({ model: 'm', embeddings: [''] })],
    ['half a number', bytes({ model: 'm', embeddings: ['AAA='] })],
    ['a NaN', bytes({ model: 'm', embeddings: [Buffer.from(Float32Array.of(Number.NaN).buffer).toString('base64')] })],
    ['an empty vector of another model', bytes({ model: 'm', embeddings: ['AACAPw=='], others: { n: [''] } })],
    ['another model without vectors', bytes({ model: 'm', embeddings: ['AACAPw=='], others: { n: [] } })],
    ['other models in a list', bytes({ model: 'm', embeddings: ['AACAPw=='], others: ['AACAPw=='] })],
  ])('is refused when it holds %s', (_, stored) => {
    expect(() => decodeTemplate(stored)).toThrow('storage_damaged');
  });
});
