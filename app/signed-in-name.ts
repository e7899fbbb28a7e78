import { cache } from 'react';
import { failureOf } from '@/lib/api/answer';
import { currentUser, requestToken } from '@/lib/auth/session';

/**
 * The name that stands on every page of somebody who is signed in, looked up once for a page. Undefined for everybody else, without a
 * look, and while people cannot be looked up: a page that needs to know says so itself.
 */
export const signedInName = cache(async (): Promise<string | undefined> => {
  if (!(await requestToken())) return undefined;
  try {
    return (await currentUser())?.user.name;
  } catch (error) {
    failureOf(error);
    return undefined;
  }
});
