/** A PNG of chunks, with right checksums (ISO/IEC 15948, section 5). */
export function png(chunks: readonly [type: string, data: Uint8Array][]): Uint8Array<ArrayBuffer> {
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(Buffer.concat([signature, ...chunks.map(([type, data]) => chunk(type, data))]));
}

/** The data of an `IHDR` chunk: 8 bits, RGB, not interlaced. */
export function pngHeader(width: number, height: number): Uint8Array {
  const header = Buffer.from('00000000000000000802000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return header;
}

/** A PNG that announces a size and has nothing behind its header. */
export function pngBomb(width: number, height: number): Uint8Array<ArrayBuffer> {
  return png([
    ['IHDR', pngHeader(width, height)],
    ['IDAT', new Uint8Array(0)],
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([numbers.subarray(0, 4), typed, numbers.subarray(4)]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
