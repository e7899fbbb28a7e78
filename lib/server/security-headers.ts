/** Tells a page the nonce of its answer; set by the server on every request, over whatever the client sent. */
export const NONCE_HEADER = 'x-open-sesame-nonce';

/** What a browser may do with our pages, on every answer of the server. */
export interface SecurityHeaderOptions {
  /** Of this answer alone: 128 random bits in base64. */
  nonce: string;
  /** Whether people reach the site over https. */
  https: boolean;
}

/** A year, in seconds. */
const HSTS_SECONDS = 31_536_000;

/**
 * A Content Security Policy (level 3) that runs no script but those that carry the nonce, and what they load themselves
 * (`strict-dynamic`). WebAssembly is the face tracker's. Styles may stand in attributes: that is where React and Radix put them.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of every answer, by name. */
export function securityHeaders({ nonce, https }: SecurityHeaderOptions): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(), payment=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(https && { 'Strict-Transport-Security': `max-age=${HSTS_SECONDS}` }),
  };
}
