/** The largest body that a page reads, in bytes: a log-in's capture. `next.config.mjs` has the same number. */
export const MAX_PAGE_BODY_BYTES = 5 * 1024 * 1024;
/** Two files of ten million bytes and the form around them; the routes know their own limits. A proxy in front has to pass on as much. */
export const MAX_API_BODY_BYTES = 25 * 1024 * 1024;
/** What next-auth reads: a ticket and a token, in bytes. */
const MAX_FORM_BYTES = 64 * 1024;

/** The largest body that is read at a path, in bytes. */
export function maxBodyBytes(path = ''): number {
  if (path.startsWith('/api/v1/')) return MAX_API_BODY_BYTES;
  return path.startsWith('/api/') ? MAX_FORM_BYTES : MAX_PAGE_BODY_BYTES;
}
