import { describe, expect, it } from 'vitest';
import { cookieIn, isSessionCookie, sessionCookieName } from './session-cookie';

describe('the session cookie', () => {
  it('is bound to its host where the site has https', () => {
    expect(sessionCookieName('https://sesame.example')).toBe('__Host-next-auth.session-token');
    for (const site of ['http://localhost:3000', 'http://https://', undefined])
      expect(sessionCookieName(site)).toBe('next-auth.session-token');
  });

  it('is known at its end at any site and in parts, and no other is', () => {
    for (const name of ['next-auth.session-token', '__Host-next-auth.session-token', 'next-auth.session-token.1'])
      expect(isSessionCookie(name)).toBe(true);
    for (const name of ['next-auth.csrf-token', 'next-auth.session-tokens', 'x-next-auth.session-token', ''])
      expect(isSessionCookie(name)).toBe(false);
  });

  it('is found among others, and never by a part of its name', () => {
    const name = sessionCookieName(undefined);
    expect(cookieIn(`a=b; ${name}=t.o.k; c=d`, name)).toBe('t.o.k');
    expect(cookieIn(`${name}=first;${name}=last`, name)).toBe('last');
    for (const header of ['', ';;=;', `x${name}=t`, `${name}.0=t`, `__Host-${name}=t`])
      expect(cookieIn(header, name)).toBeUndefined();
  });
});
