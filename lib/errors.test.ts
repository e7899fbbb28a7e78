import { describe, expect, it } from 'vitest';
import { asSesameError, damageOf, type ErrorCode, errorStatus, SesameError } from './errors';

describe('the error table', () => {
  it.each(Object.entries(errorStatus))('gives %s the HTTP status %i', (code, status) => {
    const error = new SesameError(code as ErrorCode);
    expect(error.status).toBe(status);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });

  it('keeps the detail and the cause for the log', () => {
    const cause = new Error('disk full');
    const error = new SesameError('internal', { detail: 'could not write', cause });
    expect(error.message).toBe('internal: could not write');
    expect(error.cause).toBe(cause);
  });

  it('knows a typed error of another copy of the module, and no other error', () => {
    const copy = Object.assign(new Error('busy'), { name: 'SesameError', code: 'busy' });
    expect(asSesameError(copy)?.code).toBe('busy');
    expect(asSesameError(new Error('busy'))).toBeUndefined();
    expect(asSesameError('busy')).toBeUndefined();
  });

  it('tells damage to the storage from any other error, which it throws on', () => {
    const damage = new SesameError('storage_damaged', { detail: 'not a sealed record' });
    expect(damageOf(damage)).toBe(damage);
    const others = [new SesameError('storage_in_use'), new Error('storage_damaged'), 'storage_damaged'];
    for (const other of others) expect(() => damageOf(other)).toThrow(other instanceof Error ? other : undefined);
  });
});
