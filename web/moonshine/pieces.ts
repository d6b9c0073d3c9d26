// From a phrase's text to the pieces that the model writes it in.

import { room } from "./memory";

const BUCKETS = 1 << 16;
/** Bytes of the longest text. */
export const MOST_BYTES = 240;
const BYTE_PIECES = 3; // piece 3 is the byte 0, and so on

export class Pieces {
  private count: i32;
  private at: usize; // where each piece's text is
  private heads: usize = room(4 * BUCKETS);
  private next: usize;
  private starts: StaticArray<i32> = new StaticArray<i32>(MOST_BYTES + 2);
  ids: StaticArray<i32> = new StaticArray<i32>(MOST_BYTES + 1);

  constructor(file: usize) {
    this.count = load<i32>(file);
    this.at = room(4 * <usize>this.count);
    this.next = room(4 * <usize>this.count);
    let p = file + 4;
    for (let i = 0; i < this.count; i++) {
      store<usize>(this.at + 4 * <usize>i, p);
      const length = load<u8>(p);
      const h = this.heads + 4 * <usize>this.hash(p + 1, length);
      store<i32>(this.next + 4 * <usize>i, load<i32>(h));
      store<i32>(h, i + 1);
      p += 1 + <usize>length;
    }
  }

  private hash(at: usize, length: i32): u32 {
    let h: u32 = 2166136261;
    for (let i = 0; i < length; i++) h = (h ^ <u32>load<u8>(at + <usize>i)) * 16777619;
    return (h ^ (h >> 16)) & (BUCKETS - 1);
  }

  /** The piece of such a text, -1 for none. */
  find(at: usize, length: i32): i32 {
    if (length > 255) return -1;
    for (let i = load<i32>(this.heads + 4 * <usize>this.hash(at, length)); i > 0; i = load<i32>(this.next + 4 * <usize>(i - 1))) {
      const p = load<usize>(this.at + 4 * <usize>(i - 1));
      if (<i32>load<u8>(p) == length && memory.compare(p + 1, at, length) == 0) return i - 1;
    }
    return -1;
  }

  /**
   * Splits a text into pieces, as byte pair encoding does: of two neighbours that
   * together are a piece, the ones that make the piece with the lowest number are
   * joined first. Returns how many there are, in ids; 0 for a text too long.
   */
  split(text: usize, length: i32): i32 {
    if (length <= 0 || length > MOST_BYTES) return 0;
    const s = this.starts;
    let n = 0;
    for (let i = 0; i < length; i++) if ((load<u8>(text + <usize>i) & 0xc0) != 0x80) s[n++] = i;
    s[n] = length;
    for (;;) {
      let best = -1;
      let where = -1;
      for (let i = 0; i + 1 < n; i++) {
        const id = this.find(text + <usize>s[i], s[i + 2] - s[i]);
        if (id >= 0 && (best < 0 || id < best)) {
          best = id;
          where = i;
        }
      }
      if (where < 0) break;
      for (let i = where + 1; i < n; i++) s[i] = s[i + 1];
      n--;
    }
    let k = 0;
    for (let i = 0; i < n; i++) {
      const id = this.find(text + <usize>s[i], s[i + 1] - s[i]);
      if (id >= 0) this.ids[k++] = id;
      else for (let j = s[i]; j < s[i + 1]; j++) this.ids[k++] = BYTE_PIECES + <i32>load<u8>(text + <usize>j);
    }
    return k;
  }
}
