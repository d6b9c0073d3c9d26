import assert from "node:assert/strict";
import { test } from "node:test";
import * as opinion from "./opinion";
import vectors from "../../../internal/listen/testdata/opinion.json";

test("opinions are those of the program", () => {
  assert.ok(vectors.length >= 60);
  for (const v of vectors) {
    const text = JSON.stringify(v);
    const { tag, lead } = opinion.best(v);
    assert.deepEqual([tag, lead], [v.best, v.lead], text);
    const finite = (x: number) => (Number.isFinite(x) ? x : null);
    const tags = ["a", "b", "c", "d"];
    assert.deepEqual(
      tags.map((t) => finite(opinion.likelihood(v, t))),
      v.logs,
      text,
    );
    assert.deepEqual(
      tags.map((t) => finite(opinion.fit(v, t))),
      v.fits,
      text,
    );
  }
});
