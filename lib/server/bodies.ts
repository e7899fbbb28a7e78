import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxBodyBytes } from './body-limits';
import { ADDRESS_HEADER } from './client-address';

/** What the bodies of requests may cost while they come and until they are answered. */
export interface BodiesLimits {
  /** Received, of all requests under way and of one address. */
  bytes: number;
  bytesEach: number;
  /** A body that brings fewer bytes in so many milliseconds is cut off. */
  slowBytes: number;
  slowMs: number;
}

const MIB = 1024 * 1024;

/** Four kilobytes a second: a telephone at the edge of its cell sends a log-in in two minutes. */
export const bodiesLimits: BodiesLimits = {
  bytes: 256 * MIB,
  bytesEach: 64 * MIB,
  slowBytes: 40_000,
  slowMs: 10_000,
};

export interface Bodies {
  /** Watches over the body of a request, whatever reads it. False when it was refused by what it declares. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** Bytes received of requests that are not answered yet. */
  inFlight(): number;
}

type Refusal = 'media_too_large' | 'timed_out' | 'busy';
const STATUS: Record<Refusal, number> = { media_too_large: 413, timed_out: 408, busy: 503 };
const RETRY_AFTER_SECONDS = 5;

/**
 * What has come counts, not what was announced: otherwise eleven requests that announce 25 MB each and send nothing would keep
 * everybody else out. What is announced has to fit into what is free.
 */
export function watchBodies(limits: BodiesLimits = bodiesLimits): Bodies {
  const bytesOf = new Map<string, number>();
  let inFlight = 0;

  const fits = (address: string, bytes: number): boolean =>
    inFlight + bytes <= limits.bytes && (bytesOf.get(address) ?? 0) + bytes <= limits.bytesEach;

  function add(address: string, bytes: number): void {
    inFlight += bytes;
    const own = (bytesOf.get(address) ?? 0) + bytes;
    if (own > 0) bytesOf.set(address, own);
    else bytesOf.delete(address);
  }

  function admit(request: IncomingMessage, response: ServerResponse): boolean {
    const { headers } = request;
    const address = String(headers[ADDRESS_HEADER]);
    const most = maxBodyBytes(request.url);
    const declared = Number(headers['content-length'] ?? 0);
    if (declared > most || !fits(address, declared)) {
      refuse(response, declared > most ? 'media_too_large' : 'busy');
      return false;
    }
    if (declared === 0 && headers['transfer-encoding'] === undefined) return true;

    let received = 0;
    let isAnswered = false;
    const cutOff = (why: Refusal): false => {
      if (!response.headersSent) refuse(response, why);
      request.destroy();
      return false;
    };
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
      const bytes = chunk?.length ?? 0;
      if (!isAnswered && !fits(address, bytes)) return cutOff('busy');
      received += bytes;
      if (!isAnswered) add(address, bytes);
      return received > most ? cutOff('media_too_large') : push(chunk, encoding);
    };
    response.once('close', () => {
      isAnswered = true;
      add(address, -received);
    });
    watchPace(
      request,
      () => received,
      () => cutOff('timed_out'),
      limits,
    );
    return true;
  }

  return { admit, inFlight: () => inFlight };
}

/** Cuts a body off that the client sends too slowly, until all of it has come. */
function watchPace(
  request: IncomingMessage,
  received: () => number,
  cutOff: () => void,
  { slowBytes, slowMs }: BodiesLimits,
): void {
  let before = 0;
  const timer = setInterval(() => {
    // While something waits to be read here, it is not the client who is slow.
    const isSlow = received() - before < slowBytes && request.readableLength === 0;
    before = received();
    if (request.complete) clearInterval(timer);
    else if (isSlow) cutOff();
  }, slowMs);
  timer.unref();
  request.once('close', () => clearInterval(timer));
}

function refuse(response: ServerResponse, code: Refusal): void {
  if (code === 'busy') response.setHeader('retry-after', RETRY_AFTER_SECONDS);
  response.writeHead(STATUS[code], { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ code }));
}
