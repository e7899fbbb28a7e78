import { asSesameError } from '@/lib/errors';
import type { Caller } from './caller';
import type { StreamEnding } from './close-code';

/**
 * Ends a person's stream soon after their session: by asking again and again, because it may be another replica that ended it.
 * Where the session cannot be looked at, the stream ends too. Returns what stops the watch.
 */
export function watchSession(caller: Caller, everyMs: number, end: (ending: StreamEnding) => void): () => void {
  if (caller.kind === 'service') return () => undefined;
  const look = (): void => {
    caller.isSignedIn().then(
      (isSignedIn) => {
        if (!isSignedIn) end('not_signed_in');
      },
      (error: unknown) => end(asSesameError(error)?.code ?? 'internal'),
    );
  };
  const timer = setInterval(look, everyMs);
  return () => clearInterval(timer);
}
