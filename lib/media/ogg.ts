import type { Track } from './track';

const PAGE_HEADER = 27;
const CAPTURE_PATTERN = 0x4f676753;
const CONTINUED = 1;

/** Packets before the sound of an Opus stream: identification and comments (RFC 7845, 3). */
const OPUS_HEADERS = 2;

interface Page {
  serial: number;
  continued: boolean;
  /** The pieces on this page; all but perhaps the last one end a packet. */
  pieces: Uint8Array[];
  /** Whether the last piece goes on on the next page. */
  open: boolean;
}

/** The first stream of an Ogg file (RFC 3533), or undefined when there is no whole packet in it. */
export function readOgg(bytes: Uint8Array): Track | undefined {
  const packets = readPackets(bytes);
  const setup = packets.next().value;
  if (!setup) return undefined;
  const isOpus = new TextDecoder('latin1').decode(setup.subarray(0, 8)) === 'OpusHead';
  return {
    codec: isOpus ? 'opus' : 'other',
    setup,
    packets: { [Symbol.iterator]: () => soundPackets(bytes) },
    skipSeconds: 0,
  };
}

function* soundPackets(bytes: Uint8Array): Generator<Uint8Array> {
  let index = 0;
  for (const packet of readPackets(bytes)) if (index++ >= OPUS_HEADERS) yield packet;
}

function* readPackets(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  let serial: number | undefined;
  let pieces: Uint8Array[] = [];
  for (const page of readPages(bytes)) {
    serial ??= page.serial;
    if (page.serial !== serial) continue;
    // The rest of a packet whose beginning is lost, or the beginning of one whose rest is.
    if (page.continued && pieces.length === 0) page.pieces.shift();
    if (!page.continued) pieces = [];
    for (const [i, piece] of page.pieces.entries()) {
      pieces.push(piece);
      if (page.open && i === page.pieces.length - 1) break;
      yield pieces.length === 1 ? piece : new Uint8Array(Buffer.concat(pieces));
      pieces = [];
    }
  }
  return undefined;
}

function* readPages(bytes: Uint8Array): Generator<Page> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + PAGE_HEADER <= bytes.length; ) {
    if (view.getUint32(at) !== CAPTURE_PATTERN) return;
    const segments = view.getUint8(at + 26);
    const table = bytes.subarray(at + PAGE_HEADER, at + PAGE_HEADER + segments);
    const body = at + PAGE_HEADER + segments;
    const pieces: Uint8Array[] = [];
    let start = body;
    let end = body;
    for (const lacing of table) {
      end += lacing;
      if (lacing === 255) continue;
      pieces.push(bytes.subarray(start, end));
      start = end;
    }
    if (end > bytes.length || table.length < segments) return;
    const open = start < end;
    if (open) pieces.push(bytes.subarray(start, end));
    yield {
      serial: view.getUint32(at + 14, true),
      continued: (view.getUint8(at + 5) & CONTINUED) !== 0,
      pieces,
      open,
    };
    at = end;
  }
}
