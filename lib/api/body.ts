import { SesameError } from '@/lib/errors';

/**
 * The whole body of a request, of at most `maxBytes`: refused by its declared length before a byte is read, and while it is
 * read when it declares none. Throws `media_too_large`.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): SesameError => new SesameError('media_too_large', { detail: `a body above ${maxBytes} bytes` });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  // The stream is not cancelled when it is too long: that would cut the connection under the answer.
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(read.value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
