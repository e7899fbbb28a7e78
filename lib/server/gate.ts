import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { ADDRESS_HEADER, clientAddress } from './client-address';
import { dropForwardedHeaders, isOurHost, type PublicUrls } from './public-hosts';
import { NONCE_HEADER, securityHeaders } from './security-headers';

export interface GateOptions {
  publicUrls: PublicUrls;
  trustedProxies: number;
  /** Whether answers carry a Content Security Policy: in development React needs eval for its own stacks. */
  withPolicy: boolean;
}

/** Asked by what watches over the process, under whatever address it knows. */
const PROBES = new Set(['/livez', '/readyz']);

/**
 * What every request passes before a page sees it: the address that the limits count, no header that only a proxy may send, the
 * headers of the answer, and our own host. False when it was refused.
 */
export function passGate(request: IncomingMessage, response: ServerResponse, options: GateOptions): boolean {
  const { publicUrls, trustedProxies, withPolicy } = options;
  const { headers } = request;
  const forwardedFor = [headers['x-forwarded-for'] ?? []].flat().join(',');
  headers[ADDRESS_HEADER] = clientAddress(request.socket.remoteAddress, forwardedFor, trustedProxies);
  const isAsked = isForUs(headers, options);
  const nonce = randomBytes(16).toString('base64');
  const secured = securityHeaders({ nonce, https: publicUrls[0].startsWith('https:') });
  if (!withPolicy) delete secured['Content-Security-Policy'];
  for (const [name, value] of Object.entries(secured)) response.setHeader(name, value);
  headers[NONCE_HEADER] = nonce;
  // Where Next.js looks for the nonce of its own scripts; whatever the client sent there goes.
  headers['content-security-policy'] = secured['Content-Security-Policy'];
  delete headers['content-security-policy-report-only'];
  if (isAsked || PROBES.has(request.url ?? '')) return true;
  response.writeHead(421, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ code: 'unknown_host' }));
  return false;
}

/** Whether a request asks for one of our hosts. Takes away what only a proxy may say where no proxy is trusted. */
export function isForUs(headers: IncomingHttpHeaders, { publicUrls, trustedProxies }: GateOptions): boolean {
  dropForwardedHeaders(headers, trustedProxies);
  const host = [headers['x-forwarded-host'] ?? headers.host].flat()[0];
  return isOurHost(host, publicUrls);
}
