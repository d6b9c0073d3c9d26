import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "./en";
import { fr } from "./fr";

type Text = string | { one: string; other: string };
const forms = (t: Text) => (typeof t === "string" ? [t] : [t.one, t.other]);
const pieces = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

test("French has every text of English, with the same pieces", () => {
  const a = en as Record<string, Text>;
  const b = fr as Record<string, Text>;
  assert.deepEqual(Object.keys(b).sort(), Object.keys(a).sort());
  for (const [key, text] of Object.entries(a)) {
    const want = pieces(forms(text).at(-1)!);
    for (const f of forms(b[key]!)) assert.deepEqual(pieces(f), want, key);
    for (const f of forms(text)) assert.deepEqual(pieces(f), want, key);
  }
});
