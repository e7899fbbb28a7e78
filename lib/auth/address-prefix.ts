import ipaddr from 'ipaddr.js';

/** The network of a client address: the /24 of IPv4; IPv6 comes as its /64 already (lib/server/client-address.ts). */
export function addressPrefix(address: string): string {
  return ipaddr.IPv4.isValidFourPartDecimal(address) ? address.replace(/\d+$/, '0/24') : address;
}
