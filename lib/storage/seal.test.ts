import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal';

const key = new Uint8Array(32).fill(1);
const plain = new TextEncoder().encode('an embedding');

describe('a sealed record', () => {
  it('opens with its key and context', () => {
    expect(Buffer.from(unseal(seal(plain, key, 'a/face'), key, 'a/face')).toString()).toBe('an embedding');
  });

  it('never looks the same twice, and does not show what is inside', () => {
    const [one, other] = [seal(plain, key, 'a/face'), seal(plain, key, 'a/face')];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
    expect(Buffer.from(one).includes('embedding')).toBe(false);
  });

  it('does not open as the record of somebody else', () => {
    expect(() => unseal(seal(plain, key, 'a/face'), key, 'b/face')).toThrow('storage_damaged');
  });

  it('does not open with another key, and says so', () => {
    expect(() => unseal(seal(plain, key, 'a'), new Uint8Array(32).fill(2), 'a')).toThrow('another key');
  });

  it('does not open when any byte was changed', () => {
    const sealed = seal(plain, key, 'a');
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => unseal(changed, key, 'a')).toThrow('storage_damaged');
    }
  });

  it.each([0, 3, 12, 39])('does not open when cut to %i bytes', (length) => {
    expect(() => unseal(seal(plain, key, 'a').subarray(0, length), key, 'a')).toThrow('storage_damaged');
  });
});
