import { opensByPasskey } from '@/lib/auth/assurance';
import { type Env, env } from '@/lib/env';

/** What lets people in besides face and voice, as this site is configured. */
export function offers({ ASSURANCE, SMTP_URL }: Pick<Env, 'ASSURANCE' | 'SMTP_URL'> = env()): {
  passkeys: boolean;
  email: boolean;
} {
  return { passkeys: opensByPasskey(ASSURANCE), email: SMTP_URL !== undefined };
}
