import { describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { securityText } from './security-text';

const now = new Date('2026-11-21T13:00:00Z');

describe('security.txt', () => {
  it('is not there where the operator has named nobody', () => {
    expect(securityText(parseEnv({}), now)).toBeUndefined();
  });

  it('names the contact, when it expires within a year, and where it stands', () => {
    const env = parseEnv({ SECURITY_CONTACT: 'mailto:security@example.org', PUBLIC_URL: 'https://login.example.org' });
    const lines = securityText(env, now)?.split('\n') ?? [];
    expect(lines).toContain('Contact: mailto:security@example.org');
    expect(lines).toContain('Canonical: https://login.example.org/.well-known/security.txt');
    const expires = new Date(lines.find((line) => line.startsWith('Expires: '))?.slice(9) ?? '');
    expect(expires.getTime() - now.getTime()).toBeGreaterThan(0);
    expect(expires.getTime() - now.getTime()).toBeLessThan(365 * 24 * 60 * 60_000);
  });

  it.each(['security@example.org', 'javascript:alert(1)', 'mailto:a@example.org\nContact: mailto:evil@example.com'])(
    'takes no %j for a contact',
    (contact) => {
      expect(() => parseEnv({ SECURITY_CONTACT: contact })).toThrow('SECURITY_CONTACT');
    },
  );
});
