import ipaddr from 'ipaddr.js';

/** Set by the server on every request, over whatever the client sent. */
export const ADDRESS_HEADER = 'x-open-sesame-address';

/**
 * Whom the limits count: the connection's own address, or the one that the outermost of `trustedProxies` proxies saw.
 * Each proxy appends what it saw to X-Forwarded-For, so only the last `trustedProxies` entries are to be believed.
 */
export function clientAddress(connection: string | undefined, forwardedFor: string, trustedProxies: number): string {
  const seen = forwardedFor.split(',').map((entry) => entry.trim());
  const claimed = trustedProxies > 0 ? seen.at(-trustedProxies) : undefined;
  return network(claimed || connection || '');
}

/** IPv4 as it is; IPv6 by its /64, which is what one subscriber is given (RFC 6177). */
function network(address: string): string {
  // Some proxies append the port: `203.0.113.9:5678`, `[2001:db8::1]:5678`.
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  // Of IPv4 only four decimal parts: `010.0.0.1` and `127.1` mean different addresses to different readers.
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return bare;
  if (!ipaddr.IPv6.isValid(bare)) return 'unknown';
  const parsed = ipaddr.process(bare);
  return parsed instanceof ipaddr.IPv6 ? `${hexadecimal(parsed.parts.slice(0, 4))}::/64` : parsed.toString();
}

function hexadecimal(parts: readonly number[]): string {
  return parts.map((part) => part.toString(16)).join(':');
}
