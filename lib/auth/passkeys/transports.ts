import type { AuthenticatorTransportFuture } from '@simplewebauthn/server';

const TRANSPORTS: readonly AuthenticatorTransportFuture[] = [
  'ble',
  'cable',
  'hybrid',
  'internal',
  'nfc',
  'smart-card',
  'usb',
];

/** Those of the names that the standard knows (WebAuthn level 3, 5.8.4): a browser may say anything. */
export function transportsOf(names: readonly string[]): AuthenticatorTransportFuture[] {
  return TRANSPORTS.filter((known) => names.includes(known));
}
