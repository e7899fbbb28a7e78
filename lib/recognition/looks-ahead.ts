import { createHash } from 'node:crypto';

/** What one look showed, and of which bytes; neither until it has begun. */
interface Look {
  digest?: string;
  seen?: Promise<unknown>;
}

/** Attempts that are remembered at most; of more the oldest are forgotten. */
const MOST_ATTEMPTS = 256;

/**
 * What was seen of one part of a capture before the whole of it came. It decides nothing: who asks for a part has its bytes, and gets what
 * was seen of these very bytes, or nothing. Kept in memory, and no longer than an attempt may take.
 */
export class LooksAhead {
  readonly #looks = new Map<string, Look>();
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** True for the first who wants to look at something of an attempt. */
  claim(attemptId: string): boolean {
    if (this.#looks.has(attemptId)) return false;
    this.#looks.set(attemptId, {});
    setTimeout(() => this.forget(attemptId), this.#lifetimeMs).unref();
    for (const oldest of this.#looks.keys()) {
      if (this.#looks.size <= MOST_ATTEMPTS) break;
      this.forget(oldest);
    }
    return true;
  }

  /** Keeps what comes of a look that has begun, unless the attempt is over: nobody waits for one that has not. */
  keep(attemptId: string, digest: string, seen: Promise<unknown>): void {
    seen.catch(() => undefined);
    if (this.#looks.has(attemptId)) this.#looks.set(attemptId, { digest, seen });
  }

  /** What was seen of these bytes, or is being seen; undefined where nobody looked at them. */
  seen<Seen>(attemptId: string, digest: string): Promise<Seen> | undefined {
    const look = this.#looks.get(attemptId);
    return look?.digest === digest ? (look.seen as Promise<Seen>) : undefined;
  }

  forget(attemptId: string): void {
    this.#looks.delete(attemptId);
  }
}

/** One for each content: names and numbers as they are written, files by their bytes. */
export function digestOf(parts: readonly (string | number | Uint8Array)[]): string {
  const whole = createHash('sha256');
  for (const part of parts)
    whole.update(
      createHash('sha256')
        .update(typeof part === 'number' ? String(part) : part)
        .digest(),
    );
  return whole.digest('hex');
}
