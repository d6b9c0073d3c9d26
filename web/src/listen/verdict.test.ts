import assert from "node:assert/strict";
import { test } from "node:test";
import { near } from "./testing/vectors";
import type { PhraseClass } from "./types";
import { doubted, judge } from "./verdict";
import vectors from "../../../internal/listen/testdata/verdict.json";

test("verdicts are those of the program", () => {
  assert.ok(vectors.length >= 400);
  for (const v of vectors) {
    const j = judge({ ...v, snrDb: v.snr_db, class: v.class as PhraseClass });
    const text = JSON.stringify(v);
    assert.equal(j.verdict, v.verdict, text);
    assert.ok(near(j.confidence, v.confidence) && near(j.score, v.score) && near(j.margin, v.margin), text);
    const less = doubted(j);
    assert.ok(near(less.confidence, v.doubted), text);
    assert.equal(less.verdict, v.verdict === "sure" ? "ask" : v.verdict, text);
  }
});
