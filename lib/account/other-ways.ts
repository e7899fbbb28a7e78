import { opensByPasskey } from '@/lib/auth/assurance';
import { env } from '@/lib/env';
import { countPasskeys } from '@/lib/storage/passkeys';
import { storage } from '@/lib/storage/storage';

/** Whether a person can come in without their face and voice: by a passkey, where one is enough. */
export async function hasOtherWayIn(userId: string): Promise<boolean> {
  return opensByPasskey(env().ASSURANCE) && (await countPasskeys(await storage(), userId)) > 0;
}
