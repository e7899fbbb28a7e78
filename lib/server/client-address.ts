import { isIPv4, isIPv6 } from 'node:net';

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
  const plain = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail = ''] = plain.replace(/%.*$/, '').split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
