import { type ErrorCode, errorStatus, type Failure } from '@/lib/errors';
import { failureOf } from './answer';
import { readBody } from './body';
import { keyIn } from './keys';
import { filesIn } from './multipart';

/** Who may call, how often, and how many at once. Keys are named by their hashes. */
export interface ApiAccess {
  /** SHA-256 of the keys; none: nobody may. */
  keyHashes(): readonly Uint8Array[];
  /** Counts a request before anything of its body is read. Throws `too_many_attempts`. */
  count(key: string): void;
  /** Runs a request whose body is there to its answer, or throws `busy`. Bodies that are still coming keep nobody out. */
  admit<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Writes down a request that was counted, and the status of its answer. */
  record(key: string, request: Request, status: number): Promise<void>;
}

/** A no, with the file that it is about and everything that is wrong with it, where there is one. */
export type ApiFailure = Failure & { file?: string; issues?: readonly ErrorCode[] };

export interface FilesRoute<Field extends string> {
  access: ApiAccess;
  /** The fields of the form, one file each. */
  fields: readonly Field[];
  maxFileBytes: number;
  /** For a caller who is named by the hash of their key. */
  answer(files: Record<Field, Uint8Array>, key: string): Promise<({ ok: true } & object) | ApiFailure>;
}

/** The form around the files: boundaries, names and types, in bytes. */
const MAX_FORM_BYTES = 16_384;

const NOT_KEPT = { 'cache-control': 'no-store' };

/** What a developer needs beside a code. */
const hints: Partial<Record<ErrorCode, string>> = {
  invalid_api_key: 'Send Authorization: Bearer KEY with one of the keys in API_KEYS.',
  not_found: 'There is nothing at this address; docs/api.md names what there is.',
  method_not_allowed: 'Send a POST request.',
  invalid_request:
    'Send multipart/form-data with the files that docs/api.md names, one under each field and nothing else.',
  unsupported_media: 'Send multipart/form-data with files in a format that docs/api.md names.',
};

/**
 * The handler of a route that takes files as multipart/form-data and answers with JSON. In order: key, its
 * rate, declared size, actual size, room, form, size of each file, then `answer`.
 */
export function filesRoute<Field extends string>(route: FilesRoute<Field>): (request: Request) => Promise<Response> {
  const { access, fields, maxFileBytes, answer } = route;

  async function handle(contentType: string, body: Uint8Array<ArrayBuffer>, key: string): Promise<Response> {
    const files = await filesIn(contentType, body, fields);
    const tooLarge = fields.find((field) => files[field].length > maxFileBytes);
    if (tooLarge !== undefined) return refuse({ ok: false, code: 'media_too_large', file: tooLarge });
    const result = await answer(files, key);
    if (!result.ok) return refuse(result);
    const { ok, ...told } = result;
    return Response.json(told, { headers: NOT_KEPT });
  }

  async function answerTo(request: Request, key: string): Promise<Response> {
    const contentType = request.headers.get('content-type') ?? '';
    const body = await readBody(request, fields.length * maxFileBytes + MAX_FORM_BYTES);
    return access.admit(key, () => handle(contentType, body, key));
  }

  return async (request) => {
    const key = keyIn(request, access.keyHashes());
    if (key === undefined) return refuse({ ok: false, code: 'invalid_api_key' });
    try {
      access.count(key);
      const answered = await answerTo(request, key).catch((error: unknown) => refuse(failureOf(error)));
      await access.record(key, request, answered.status);
      return answered;
    } catch (error) {
      return refuse(failureOf(error));
    }
  };
}

/** The answer to every other method (RFC 9110, section 15.5.6). */
export async function methodNotAllowed(): Promise<Response> {
  return refuse({ ok: false, code: 'method_not_allowed' });
}

/** The answer at every address below /api where nothing is. */
export async function notFound(): Promise<Response> {
  return refuse({ ok: false, code: 'not_found' });
}

function refuse({ code, file, issues, retryAfterSeconds }: ApiFailure): Response {
  const headers = new Headers(NOT_KEPT);
  if (code === 'invalid_api_key') headers.set('www-authenticate', 'Bearer');
  if (code === 'method_not_allowed') headers.set('allow', 'POST');
  // What is left of the body is not read.
  if (code === 'media_too_large') headers.set('connection', 'close');
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return Response.json({ code, message: hints[code], file, issues }, { status: errorStatus[code], headers });
}
