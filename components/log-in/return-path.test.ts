import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path';

describe('returnPath', () => {
  it('leads back to a page of this site', () => {
    expect(returnPath('/protected?tab=data#log')).toBe('/protected?tab=data#log');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'protected',
    '',
  ])('never leads away, as %j would', (from) => {
    expect(returnPath(from)).toBe('/protected');
  });

  it('does not log people out, or ask them to log in again', () => {
    for (const from of ['/logout', '/LOG_IN', '/log_in?from=/x', '/sign_up', '/api/auth/signout'])
      expect(returnPath(from)).toBe('/protected');
  });

  it('leads to the protected page when nothing, or too much, is said', () => {
    expect(returnPath(undefined)).toBe('/protected');
    expect(returnPath(['/a', '/b'])).toBe('/protected');
  });
});
