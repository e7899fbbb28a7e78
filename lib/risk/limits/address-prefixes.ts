import ipaddr from 'ipaddr.js';

/** The networks that an address counts for: what one household or office has, and what one customer of a provider may have. */
export interface AddressPrefixes {
  /** The /24 of IPv4, the /64 of IPv6. */
  narrow: string;
  /** The /48 of IPv6. */
  wide?: string;
}

/** @param address as `lib/server/client-address.ts` gives it: IPv4, the /64 of IPv6, or `unknown` */
export function addressPrefixes(address: string): AddressPrefixes {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return { narrow: address.replace(/\d+$/, '0/24') };
  if (!ipaddr.IPv6.isValidCIDR(address)) return { narrow: address };
  const [network] = ipaddr.IPv6.parseCIDR(address);
  const wide = network.parts.slice(0, 3).map((part) => part.toString(16));
  return { narrow: address, wide: `${wide.join(':')}::/48` };
}
