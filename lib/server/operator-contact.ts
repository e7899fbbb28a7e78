import { type Env, env } from '@/lib/env';

/** Where people can ask those who run the site for another way in, as a `mailto:` or `https:` address; undefined where nobody is named. */
export function operatorContact({ OPERATOR_CONTACT }: Pick<Env, 'OPERATOR_CONTACT'> = env()): string | undefined {
  if (OPERATOR_CONTACT === undefined) return undefined;
  return OPERATOR_CONTACT.startsWith('https:') ? OPERATOR_CONTACT : `mailto:${OPERATOR_CONTACT}`;
}
