/** Crockford's base32: letters that are not taken for each other. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The low bits of random bytes, five a character. */
export function encodeCode(bytes: Uint8Array, length: number): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let code = '';
  for (let i = 0; i < length; i++) {
    code = `${DIGITS[Number(rest % 32n)]}${code}`;
    rest /= 32n;
  }
  return code;
}

/** A code in groups of four or less, for the eye. */
export function inGroups(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}

/** A code as it was typed: forgives case, spaces, dashes, and letters that look like digits. */
export function asCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
