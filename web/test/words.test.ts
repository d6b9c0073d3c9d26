import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "../src/api/ndjson";
import { toError } from "../src/api/error";
import { en } from "../src/i18n/en";
import { fr } from "../src/i18n/fr";

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

const stream = (...chunks: string[]) =>
  new ReadableStream<Uint8Array>({
    start(c) {
      for (const x of chunks) c.enqueue(new TextEncoder().encode(x));
      c.close();
    },
  });

test("lines are read wherever the chunks are cut", async () => {
  const all = '{"a":"é"}\n\n{"b":2}\n{"c":3}';
  const bytes = new TextEncoder().encode(all);
  for (let cut = 1; cut < bytes.length; cut++) {
    const s = new ReadableStream<Uint8Array>({
      start(c) {
        c.enqueue(bytes.slice(0, cut));
        c.enqueue(bytes.slice(cut));
        c.close();
      },
    });
    const got: unknown[] = [];
    for await (const l of lines(s)) got.push(l);
    assert.deepEqual(got, [{ a: "é" }, { b: 2 }, { c: 3 }]);
  }
});

test("an empty body has no lines", async () => {
  for await (const l of lines(stream("\n"))) assert.ok(false, String(l));
});

test("an error is the program's own sentence", () => {
  const e = toError({ error: { kind: "conflict", message: "Another Carrel has this collection open." } }, 409);
  assert.equal(e.message, "Another Carrel has this collection open.");
  assert.equal(e.kind, "conflict");
  assert.equal(toError(null, 500).kind, "internal");
});
