/** Where somebody who is signed in logs in once more, and comes back to a path of this site. */
export const againPath = (path: string): string => `/log_in?again=1&from=${encodeURIComponent(path)}`;

const HOME = '/protected';

/** Pages that make no sense right after a log-in. */
const notAfterLogIn = /^\/(log_in|sign_up|logout|api)(\/|$)/i;

/**
 * Where to go after a log-in: `from` when it is a path of this site, otherwise the protected page. What another site puts
 * into the address never leads away from here.
 */
export function returnPath(from: string | readonly string[] | undefined): string {
  if (typeof from !== 'string' || !from.startsWith('/')) return HOME;
  const here = 'https://here.invalid';
  const url = URL.canParse(from, here) ? new URL(from, here) : null;
  if (url?.origin !== here || notAfterLogIn.test(url.pathname)) return HOME;
  // `/.//evil.example` is a path of ours until it is written down: then `//evil.example` is an address of theirs.
  return url.pathname.startsWith('//') ? HOME : `${url.pathname}${url.search}${url.hash}`;
}
