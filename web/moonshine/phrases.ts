// The phrases that may be said, as a tree of pieces.

import { MOST_PIECES } from "./decoder";
import { room } from "./memory";
import { MOST_BYTES, Pieces } from "./pieces";

const MOST_NODES = 60000;
/** Meanings that a grammar may have. */
export const MOST_MEANINGS = 1024;

export class Phrases {
  private nodes: usize = room(16 * MOST_NODES);
  private count: i32 = 1;
  private text: usize = room(MOST_BYTES + 16);
  meanings: i32 = 0;

  constructor(private pieces: Pieces) {}

  clear(): void {
    this.count = 1;
    this.meanings = 0;
    memory.fill(this.nodes, 0, 16);
    store<i32>(this.nodes + 12, -1);
  }

  child(node: i32): i32 {
    return load<i32>(this.nodes + 16 * <usize>node);
  }
  sibling(node: i32): i32 {
    return load<i32>(this.nodes + 16 * <usize>node + 4);
  }
  token(node: i32): i32 {
    return load<i32>(this.nodes + 16 * <usize>node + 8);
  }
  /** The meaning of the phrase that ends here, -1 for none. */
  meaning(node: i32): i32 {
    return load<i32>(this.nodes + 16 * <usize>node + 12);
  }

  /**
   * Adds a text, UTF-8, in the ways in which the model may write it: as it is,
   * with its first letter or that of each word large, and without an article.
   */
  add(meaning: i32, text: usize, length: i32): void {
    if (meaning < 0 || meaning >= MOST_MEANINGS || length <= 0 || length > MOST_BYTES - 2) return;
    this.meanings = max(this.meanings, meaning + 1);
    this.cases(meaning, text, length);
    const article = articleOf(text, length);
    if (article > 0 && article < length) this.cases(meaning, text + <usize>article, length - article);
  }

  private cases(meaning: i32, text: usize, length: i32): void {
    for (let way = 0; way < 3; way++) {
      store<u8>(this.text, 32);
      memory.copy(this.text + 1, text, length);
      for (let i = 1; way > 0 && i <= length; i++) {
        const c = load<u8>(this.text + <usize>i);
        if (c >= 97 && c <= 122 && load<u8>(this.text + <usize>i - 1) == 32 && (way == 2 || i == 1)) store<u8>(this.text + <usize>i, c - 32);
      }
      this.insert(meaning, length + 1);
    }
  }

  private insert(meaning: i32, length: i32): void {
    const n = this.pieces.split(this.text, length);
    if (n == 0 || n >= MOST_PIECES || this.count + n > MOST_NODES) return;
    let at = 0;
    for (let i = 0; i < n; i++) {
      const token = this.pieces.ids[i];
      let c = this.child(at);
      while (c != 0 && this.token(c) != token) c = this.sibling(c);
      if (c == 0) {
        c = this.count++;
        const to = this.nodes + 16 * <usize>c;
        store<i32>(to, 0);
        store<i32>(to + 4, this.child(at));
        store<i32>(to + 8, token);
        store<i32>(to + 12, -1);
        store<i32>(this.nodes + 16 * <usize>at, c);
      }
      at = c;
    }
    if (this.meaning(at) < 0) store<i32>(this.nodes + 16 * <usize>at + 12, meaning);
  }
}

/** How many bytes an English article at the beginning takes, its space too. */
function articleOf(text: usize, length: i32): i32 {
  const a = letter(text, 0, length);
  if (a == 97 && letter(text, 1, length) == 32) return 2;
  if (a == 97 && letter(text, 1, length) == 110 && letter(text, 2, length) == 32) return 3;
  if (a == 116 && letter(text, 1, length) == 104 && letter(text, 2, length) == 101 && letter(text, 3, length) == 32) return 4;
  return 0;
}

function letter(text: usize, i: i32, length: i32): i32 {
  if (i >= length) return 0;
  const c = <i32>load<u8>(text + <usize>i);
  return c >= 65 && c <= 90 ? c + 32 : c;
}
