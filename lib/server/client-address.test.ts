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
    ['nonsense as one bucket', 'x', '<script>', 1, 'unknown'],
  ])('%s', (_, connection, forwardedFor, proxies, expected) => {
    expect(clientAddress(connection, forwardedFor, proxies)).toBe(expected);
  });
});
