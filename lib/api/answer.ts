import type { z } from 'zod';
import { asSesameError, type ErrorCode, errorStatus, type Failure, type Result } from '@/lib/errors';

/**
 * Runs a flow on checked input and turns whatever it throws into an answer. A typed error keeps its code; any other is
 * logged under an id and shown as `internal`.
 */
export async function answer<Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  flow: (input: z.infer<Schema>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { ok: false, code: codeOf(parsed.error) };
  try {
    return await flow(parsed.data);
  } catch (error) {
    return failureOf(error);
  }
}

/** A schema names the code of what it refuses as its message; anything else is a request we did not make. */
function codeOf(error: z.ZodError): ErrorCode {
  const message = error.issues[0]?.message ?? '';
  return message in errorStatus ? (message as ErrorCode) : 'invalid_request';
}

/** What is told of an error: a typed one keeps its code, any other is logged and shown as `internal`. */
export function failureOf(error: unknown): Failure {
  const typed = asSesameError(error);
  const isOurs = !typed || (typed.status >= 500 && typed.code !== 'busy');
  if (isOurs) console.error(`error ${crypto.randomUUID()}:`, error);
  if (!typed) return { ok: false, code: 'internal' };
  const { code, retryAfterSeconds } = typed;
  return retryAfterSeconds === undefined ? { ok: false, code } : { ok: false, code, retryAfterSeconds };
}
