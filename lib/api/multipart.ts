import { SesameError } from '@/lib/errors';

/** RFC 2046, section 5.1.1: 1 to 70 characters, quoted or not. */
const BOUNDARY = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))\s*(?:;.*)?$/i;

/**
 * The files of a multipart/form-data body (RFC 7578): exactly one file under each of `fields`, and nothing else. File
 * names and declared types are not read. Throws `unsupported_media` for another content type, `invalid_request` otherwise.
 */
export async function filesIn<Field extends string>(
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
  fields: readonly Field[],
): Promise<Record<Field, Uint8Array>> {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new SesameError('unsupported_media', { detail: 'not multipart/form-data' });
  // Before it is parsed: a body of many tiny parts would take long.
  if (count(body, `--${boundary}`, fields.length + 2) !== fields.length + 1) throw wrong('another number of parts');
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData().catch((cause) => {
    throw wrong('malformed multipart/form-data', cause);
  });
  const files = fields.map(async (field): Promise<[Field, Uint8Array]> => {
    const [file, ...more] = form.getAll(field);
    if (!(file instanceof Blob) || more.length > 0) throw wrong(`not one file under ${field}`);
    return [field, new Uint8Array(await file.arrayBuffer())];
  });
  return Object.fromEntries(await Promise.all(files)) as Record<Field, Uint8Array>;
}

/** How often `text` stands in `body`, counted up to `most`. */
function count(body: Uint8Array<ArrayBuffer>, text: string, most: number): number {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let found = 0;
  for (let at = bytes.indexOf(text); at >= 0 && found < most; at = bytes.indexOf(text, at + text.length)) found++;
  return found;
}

function wrong(detail: string, cause?: unknown): SesameError {
  return new SesameError('invalid_request', { detail, cause });
}
