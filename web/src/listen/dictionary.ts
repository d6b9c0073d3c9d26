// Looks up words in the pronouncing dictionary without copying its entries. The file has lines such
// as "word PH ON ES", and further pronunciations as "word(2)".

export class Dictionary {
  private readonly lines = new Map<string, number[]>();

  constructor(private readonly text: string) {
    let at = 0;
    while (at < text.length) {
      let end = text.indexOf("\n", at);
      if (end < 0) end = text.length;
      let stop = at;
      while (stop < end && text.charCodeAt(stop) > 32) stop++;
      let word = text.slice(at, stop);
      if (word.endsWith(")")) {
        const open = word.lastIndexOf("(");
        if (open > 0) word = word.slice(0, open);
      }
      const known = this.lines.get(word);
      if (known) known.push(stop);
      else if (word) this.lines.set(word, [stop]);
      at = end + 1;
    }
  }

  /** Returns the pronunciations in the dictionary's order; none if it lacks the word. */
  lookup(word: string): string[] {
    return (this.lines.get(word) ?? []).map((at) => {
      const end = this.text.indexOf("\n", at);
      return this.text.slice(at, end < 0 ? undefined : end).trim();
    });
  }
}
