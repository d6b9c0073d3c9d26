import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "./ndjson";

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
