import { describe, expect, it } from 'vitest';
import { asSesameError, type ErrorCode, errorStatus, SesameError } from './errors';

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
});
