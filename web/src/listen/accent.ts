// Pronunciations of speakers whom the dictionary does not know. The program has
// the same in internal/listen/accent.go, where the source is named.

const vowel = (phone: string | undefined) => phone !== undefined && "AEIOU".includes(phone[0]!);

const glides = new Set(["IH", "IY", "EH", "EY", "UH", "UW", "AY", "AW"]);

/** A pronunciation without r after vowels and with a rounded LOT; empty where it does not differ. */
export function accented(phones: string): string {
  const from = phones.split(" ").filter(Boolean);
  const out: string[] = [];
  from.forEach((p, i) => {
    const before = vowel(from[i + 1]); // an r before a vowel is said
    if (p === "ER" && !before && from.slice(0, i).some(vowel)) out.push("AH");
    else if (p === "R" && vowel(from[i - 1]) && !before) {
      if (glides.has(from[i - 1]!)) out.push("AH");
    } else if (p === "AA" && from[i + 1] !== "R") out.push("AO");
    else out.push(p);
  });
  const said = out.join(" ");
  return said === from.join(" ") ? "" : said;
}

/** Adds other speakers' pronunciations to a word's, at most twice as many as it may have. */
export function withAccents(prons: string[]): string[] {
  const out = [...prons];
  for (const p of prons) {
    const a = accented(p);
    if (a && !out.includes(a)) out.push(a);
  }
  return out;
}
