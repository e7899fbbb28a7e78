/**
 * Which row belongs to which person: UUIDs in 16 bytes each and a hash table of row numbers, 24 bytes a person in all
 * where a `Map` of strings takes a hundred.
 */
export interface UuidTable {
  readonly size: number;
  /** The row of an id, or undefined. */
  rowOf(id: string): number | undefined;
  /** The id of a row below `size`. */
  idAt(row: number): string;
  /** Gives an id that has no row the next one. Throws a RangeError for what is no UUID in lower case. */
  append(id: string): number;
  /** Frees a row: the last one takes its number. */
  remove(row: number): void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORDS = 4;

export function createUuidTable(capacity: number): UuidTable {
  let words = new Uint32Array(capacity * WORDS);
  // Row numbers plus one, 0 for a free slot; at most half full. Linear probing (Knuth, TAOCP 3, section 6.4).
  let table = new Uint32Array(tableSize(capacity));
  let size = 0;

  const home = (row: number): number => hash(words, row * WORDS) & (table.length - 1);

  function slotOf(id: Uint32Array): number {
    const mask = table.length - 1;
    let slot = hash(id, 0) & mask;
    for (; table[slot]; slot = (slot + 1) & mask) {
      const at = ((table[slot] as number) - 1) * WORDS;
      if (id.every((word, i) => word === words[at + i])) break;
    }
    return slot;
  }

  function grow(): void {
    const wider = new Uint32Array(Math.max(WORDS, words.length * 2));
    wider.set(words);
    words = wider;
    table = new Uint32Array(tableSize(words.length / WORDS));
    for (let row = 0; row < size; row++) {
      let slot = home(row);
      while (table[slot]) slot = (slot + 1) & (table.length - 1);
      table[slot] = row + 1;
    }
  }

  /** Closes the gap in the probe sequence, so that no tombstones pile up (Knuth's algorithm R). */
  function free(slot: number): void {
    const mask = table.length - 1;
    let gap = slot;
    for (let next = (gap + 1) & mask; table[next]; next = (next + 1) & mask) {
      const wanted = home((table[next] as number) - 1);
      if (((next - wanted) & mask) < ((next - gap) & mask)) continue;
      table[gap] = table[next] as number;
      gap = next;
    }
    table[gap] = 0;
  }

  return {
    get size() {
      return size;
    },
    rowOf(id) {
      const packed = pack(id);
      const found = packed && table[slotOf(packed)];
      return found ? found - 1 : undefined;
    },
    idAt: (row) => unpack(words.subarray(row * WORDS, (row + 1) * WORDS)),
    append(id) {
      const packed = pack(id);
      if (!packed) throw new RangeError('an id that is no UUID');
      if (size * WORDS === words.length) grow();
      words.set(packed, size * WORDS);
      table[slotOf(packed)] = size + 1;
      return size++;
    },
    remove(row) {
      const last = size - 1;
      free(slotOf(words.slice(row * WORDS, (row + 1) * WORDS)));
      if (row !== last) {
        const moved = words.slice(last * WORDS, size * WORDS);
        table[slotOf(moved)] = row + 1;
        words.set(moved, row * WORDS);
      }
      size = last;
    },
  };
}

/** The power of two that leaves the table at most half full. */
function tableSize(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, capacity * 2)));
}

/** Mixes all words, so that ids which are not random spread as well (the finaliser of MurmurHash3). */
function hash(words: Uint32Array, at: number): number {
  let mixed = 0;
  for (let i = at; i < at + WORDS; i++) {
    mixed ^= words[i] as number;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}

function pack(id: string): Uint32Array | undefined {
  if (!UUID.test(id)) return undefined;
  const hex = id.replaceAll('-', '');
  return Uint32Array.from({ length: WORDS }, (_, i) => Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16));
}

function unpack(words: Uint32Array): string {
  const hex = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
