/** Reads bits from the most significant one on, as FLAC does. Throws a RangeError past the end. */
export class BitReader {
  /** Position in bits from the start of the bytes. */
  position: number;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
  ) {
    this.position = start * 8;
  }

  /** An unsigned number of 0 to 32 bits. */
  unsigned(bits: number): number {
    if (bits === 0) return 0;
    // Four bytes hold 25 bits wherever in a byte they start.
    if (bits > 25) return this.unsigned(bits - 16) * 65_536 + this.unsigned(16);
    if (this.position + bits > this.bytes.length * 8) throw new RangeError('past the end');
    const at = this.position >> 3;
    const word =
      ((this.bytes[at] ?? 0) << 24) |
      ((this.bytes[at + 1] ?? 0) << 16) |
      ((this.bytes[at + 2] ?? 0) << 8) |
      (this.bytes[at + 3] ?? 0);
    const value = (word << (this.position & 7)) >>> (32 - bits);
    this.position += bits;
    return value;
  }

  /** A two's complement number of 1 to 33 bits. */
  signed(bits: number): number {
    const sign = this.unsigned(1);
    return this.unsigned(bits - 1) - sign * 2 ** (bits - 1);
  }

  /** The number of zeros before the next one; the one is taken as well. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const byte = this.bytes[this.position >> 3];
      if (byte === undefined) throw new RangeError('past the end');
      const offset = this.position & 7;
      const rest = (byte << offset) & 0xff;
      if (rest !== 0) {
        const lead = Math.clz32(rest) - 24;
        this.position += lead + 1;
        return zeros + lead;
      }
      zeros += 8 - offset;
      this.position += 8 - offset;
    }
  }

  /**
   * A Rice code with this parameter, 0 to 31: the zeros before the next one, times two to it, plus as many bits. Of what that
   * makes even numbers stand for zero and up, odd ones for minus one and down.
   */
  rice(parameter: number): number {
    const at = this.position >> 3;
    // Most codes are short and lie within what four bytes hold; the others, and those at the end, are read in parts.
    if (at + 4 <= this.bytes.length) {
      const { bytes } = this;
      const word =
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number);
      const rest = word << (this.position & 7);
      const zeros = Math.clz32(rest);
      const length = zeros + 1 + parameter;
      if (length <= 25) {
        this.position += length;
        const folded = (zeros << parameter) | ((((rest << zeros) << 1) >>> 1) >>> (31 - parameter));
        return (folded >>> 1) ^ -(folded & 1);
      }
    }
    const folded = this.unary() * 2 ** parameter + this.unsigned(parameter);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  /** The position in bytes, after skipping to the next whole one. */
  alignToByte(): number {
    this.position = (this.position + 7) & ~7;
    return this.position / 8;
  }
}
