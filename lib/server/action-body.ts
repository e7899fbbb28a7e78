import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** RFC 2046, section 5.1.1. */
const BOUNDARY = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i;

/**
 * Keeps the body of a server action back until it is whole, and answers 400 to one that is no arguments: Next.js would fail inside, with
 * a 500 and a stack in the log. Resolves with whether the request is for a page; other requests are at once. Before `Bodies.admit`,
 * which counts what comes.
 */
export async function actionBody(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { method, url = '', headers } = request;
  if (method !== 'POST' || url.startsWith('/api/')) return true;
  const body = await whole(request);
  const isForPage = body !== undefined && isReadable(headers, body);
  if (!isForPage) refuse(response);
  return isForPage;
}

/** The body when all of it has come, for whoever reads it next too; undefined when it was cut off. */
function whole(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  return new Promise((resolve) => {
    request.once('close', () => resolve(undefined));
    request.push = (chunk: Buffer | null): boolean => {
      if (chunk !== null) {
        chunks.push(chunk);
        return true;
      }
      const body = Buffer.concat(chunks);
      if (body.length > 0) push(body);
      resolve(body);
      return push(null);
    };
  });
}

/** Called by a page's script, arguments are a JSON array or a form; sent by a form itself, a form. */
function isReadable(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const type = headers['content-type'] ?? '';
  const [, quoted, plain] = BOUNDARY.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary !== undefined) return body.includes(`--${boundary}--`);
  return headers['next-action'] === undefined || isJsonArray(body);
}

function isJsonArray(body: Buffer): boolean {
  try {
    return Array.isArray(JSON.parse(body.toString('utf8')));
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  console.warn('an action was called with a malformed body: 400');
  response.writeHead(400, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ code: 'invalid_request' }));
}
