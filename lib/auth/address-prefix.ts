const IPV4 = /^(\d+\.\d+\.\d+)\.\d+$/;

/** The network of a client address as lib/server/client-address.ts writes it: the /24 of IPv4; IPv6 is its /64 already. */
export function addressPrefix(address: string): string {
  return address.replace(IPV4, '$1.0/24');
}
