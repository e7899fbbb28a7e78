import { expect, it } from 'vitest';
import { addressPrefix } from './address-prefix';

it.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['10.0.0.255', '10.0.0.0/24'],
  ['2001:db8:0:7::/64', '2001:db8:0:7::/64'],
  ['unknown', 'unknown'],
])('the network of %s is %s', (address, network) => {
  expect(addressPrefix(address)).toBe(network);
});
