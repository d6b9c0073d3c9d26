// Pronunciations of speakers that the dictionary does not cover. internal/listen/accent.go has the
// same rules and names their source.

const vowel = (phone: string | undefined) => phone !== undefined && "AEIOU".includes(phone[0]!);

const glides = new Set(["IH", "IY", "EH", "EY", "UH", "UW", "AY", "AW"]);

/** Returns a pronunciation without r after vowels and with a rounded LOT; empty if equal. */
export function accented(phones: string): string {
  const from = phones.split(" ").filter(Boolean);
  const out: string[] = [];
  from.forEach((p, i) => {
    const before = vowel(from[i + 1]); // an r before a vowel is spoken
    if (p === "ER" && !before && from.slice(0, i).some(vowel)) out.push("AH");
    else if (p === "R" && vowel(from[i - 1]) && !before) {
      if (glides.has(from[i - 1]!)) out.push("AH");
    } else if (p === "AA" && from[i + 1] !== "R") out.push("AO");
    else out.push(p);
  });
  const said = out.join(" ");
  return said === from.join(" ") ? "" : said;
}

/** Adds pronunciations of other speakers to those of a word, up to twice the usual limit. */
export function withAccents(prons: string[]): string[] {
  const out = [...prons];
  for (const p of prons) {
    const a = accented(p);
    if (a && !out.includes(a)) out.push(a);
  }
  return out;
}
