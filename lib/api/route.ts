import { type ErrorCode, errorStatus, type Failure } from '@/lib/errors';
import { failureOf } from './answer';
import { readBody } from './body';
import { carriesKey } from './keys';
import { filesIn } from './multipart';

/** Who may call, and how many at once. */
export interface ApiAccess {
  /** SHA-256 of the keys; none: nobody may. */
  keyHashes(): readonly Uint8Array[];
  /** Runs a request from its first byte to its answer, or throws `busy`. */
  admit<T>(work: () => Promise<T>): Promise<T>;
  /** Writes down a call that carried a key, and how it was answered. */
  record(request: Request, status: number): Promise<void>;
}

/** A no, with the file that it is about and everything that is wrong with it, where there is one. */
export type ApiFailure = Failure & { file?: string; issues?: readonly ErrorCode[] };

export interface FilesRoute<Field extends string> {
  access: ApiAccess;
  /** The fields of the form, one file each. */
  fields: readonly Field[];
  maxFileBytes: number;
  answer(files: Record<Field, Uint8Array>): Promise<({ ok: true } & object) | ApiFailure>;
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
 * The handler of a route that takes files as multipart/form-data and answers with JSON. In order: key, room, declared
 * size, actual size, form, size of each file, then `answer`.
 */
export function filesRoute<Field extends string>(route: FilesRoute<Field>): (request: Request) => Promise<Response> {
  const { access, fields, maxFileBytes, answer } = route;

  async function handle(request: Request): Promise<Response> {
    const contentType = request.headers.get('content-type') ?? '';
    const body = await readBody(request, fields.length * maxFileBytes + MAX_FORM_BYTES);
    const files = await filesIn(contentType, body, fields);
    const tooLarge = fields.find((field) => files[field].length > maxFileBytes);
    if (tooLarge !== undefined) return refuse({ ok: false, code: 'media_too_large', file: tooLarge });
    const result = await answer(files);
    if (!result.ok) return refuse(result);
    const { ok, ...told } = result;
    return Response.json(told, { headers: NOT_KEPT });
  }

  return async (request) => {
    if (!carriesKey(request, access.keyHashes())) return refuse({ ok: false, code: 'invalid_api_key' });
    try {
      const answered = await access.admit(() => handle(request)).catch((error) => refuse(failureOf(error)));
      await access.record(request, answered.status);
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
