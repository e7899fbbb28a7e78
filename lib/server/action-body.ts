import type { IncomingMessage, ServerResponse } from 'node:http';

/** RFC 2046, section 5.1.1. */
const BOUNDARY = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i;

/**
 * Keeps the body of a server action back until it is whole, and answers 400 to one that is no arguments: Next.js would fail inside, with
 * a 500 and a stack in the log. Before `Bodies.admit`, which counts what comes. Other requests pass as they are.
 */
export function checkActionBody(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '', headers } = request;
  if (method !== 'POST' || url.startsWith('/api/')) return;
  const type = headers['content-type'] ?? '';
  const isCall = headers['next-action'] !== undefined;
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null): boolean => {
    if (chunk !== null) {
      chunks.push(chunk);
      return true;
    }
    const body = Buffer.concat(chunks);
    if (!isReadable(type, isCall, body)) {
      refuse(request, response);
      return false;
    }
    if (body.length > 0) push(body);
    return push(null);
  };
}

/** Called by a page's script, arguments are a JSON array or a form; sent by a form itself, a form. */
function isReadable(type: string, isCall: boolean, body: Buffer): boolean {
  const [, quoted, plain] = BOUNDARY.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary !== undefined) return body.includes(`--${boundary}--`);
  return !isCall || (type.startsWith('text/plain') && isJsonArray(body));
}

function isJsonArray(body: Buffer): boolean {
  try {
    return Array.isArray(JSON.parse(body.toString('utf8')));
  } catch {
    return false;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  console.warn('an action was called with a malformed body: 400');
  if (!response.headersSent) {
    response.writeHead(400, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ code: 'invalid_request' }));
  }
  request.destroy();
}
