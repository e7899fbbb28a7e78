import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address';

describe('the address that limits count', () => {
  it.each([
    ['the connection, whatever a client claims', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['what the one proxy saw, whatever a client put before it', '10.0.0.1', '1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
    ['what the outer of two proxies saw', '10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.7', 2, '203.0.113.9'],
    ['the connection when a proxy said nothing', '10.0.0.1', '', 1, '10.0.0.1'],
    ['IPv4 inside IPv6 as IPv4', '::ffff:203.0.113.9', '', 0, '203.0.113.9'],
    ['IPv6 by its /64', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', '', 0, '2001:db8:1:2::/64'],
    ['short IPv6 by its /64', '2001:db8::1', '', 0, '2001:db8:0:0::/64'],
    ['the loopback', '::1', '', 0, '0:0:0:0::/64'],
    ['an address with a port', '10.0.0.1', '203.0.113.9:5678', 1, '203.0.113.9'],
    ['IPv6 with a port', '10.0.0.1', '[2001:db8:1:2::9]:5678', 1, '2001:db8:1:2::/64'],
    ['IPv4 inside IPv6 in hexadecimal as IPv4', '::ffff:cb00:7109', '', 0, '203.0.113.9'],
    ['IPv4 inside IPv6 in capitals as IPv4', '::FFFF:203.0.113.9', '', 0, '203.0.113.9'],
    ['an address of a link without its zone', 'fe80::1%eth0', '', 0, 'fe80:0:0:0::/64'],
    ['IPv6 with zeros left out in the middle', '2001:db8::2:0:0:1', '', 0, '2001:db8:0:0::/64'],
    ['IPv6 with zeros left out behind the network', '2001:db8:1:2::', '', 0, '2001:db8:1:2::/64'],
    ['IPv6 in capitals and with leading zeros', '2001:0DB8:0001:0002::9', '', 0, '2001:db8:1:2::/64'],
    ['IPv6 translated from IPv4 by its /64', '64:ff9b::203.0.113.9', '', 0, '64:ff9b:0:0::/64'],
    ['too few parts as nonsense', '127.1', '', 0, 'unknown'],
    ['an octal part as nonsense', '010.0.0.1', '', 0, 'unknown'],
    ['a single number as nonsense', '2130706433', '', 0, 'unknown'],
    ['a part too large as nonsense', '203.0.113.256', '', 0, 'unknown'],
    ['zeros left out twice as nonsense', '2001::db8::1', '', 0, 'unknown'],
    ['too many parts as nonsense', '1:2:3:4:5:6:7:8:9', '', 0, 'unknown'],
    ['a network as nonsense', '2001:db8::/32', '', 0, 'unknown'],
    ['nothing as nonsense', '', '', 0, 'unknown'],
    ['nonsense as one bucket', 'x', '<script>', 1, 'unknown'],
  ])('%s', (_, connection, forwardedFor, proxies, expected) => {
    expect(clientAddress(connection, forwardedFor, proxies)).toBe(expected);
  });
});
