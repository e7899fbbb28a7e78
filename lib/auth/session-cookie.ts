const NAME = 'next-auth.session-token';
/** With `__Host-` no other host of the domain can set it (RFC 6265bis, 4.1.3.2). */
const SECURE_NAME = `__Host-${NAME}`;

/** Whether people come to a site over https; one without an address is on their own machine. */
export function isSecureSite(site: string | undefined): boolean {
  return site?.startsWith('https://') ?? false;
}

/** The session cookie's name at a site. */
export function sessionCookieName(site: string | undefined): string {
  return isSecureSite(site) ? SECURE_NAME : NAME;
}

/** Whether a cookie is the session's at any site, or one of the numbered parts that next-auth cuts a large one into. */
export function isSessionCookie(name: string): boolean {
  return [NAME, SECURE_NAME].some((each) => name === each || name.startsWith(`${each}.`));
}

/** The value of a cookie in a `Cookie` header (RFC 6265, 5.4); of two with one name the last. */
export function cookieIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('=', 2));
  return pairs.findLast(([key]) => key === name)?.[1];
}
