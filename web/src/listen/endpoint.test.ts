import assert from "node:assert/strict";
import { test } from "node:test";
import { Endpointer } from "./endpoint";
import { near, read } from "./testing/vectors";
import vectors from "../../../internal/listen/testdata/endpoint.json";

function traceOf(e: Endpointer, script: string): string {
  const trace: string[] = [];
  let [at, flags] = [0, ""];
  for (const part of read(script)) {
    if (part === "begin") e.begin();
    else if (part === "reset") e.reset();
    if (typeof part === "string") continue;
    for (let i = 0; i < part.frames; i++) {
      at++;
      const turn = e.frame(part.db, part.voice);
      const before = flags;
      flags = (e.hushed ? " hushed" : "") + (e.settled ? " settled" : "");
      if (turn !== null || flags !== before) trace.push(`${turn ?? "same"}@${at}${flags}`);
      if (turn === "end") {
        e.reset();
        flags = "";
      }
    }
  }
  return trace.join(", ");
}

test("endpoints are those of the program", () => {
  assert.ok(vectors.length >= 80);
  for (const v of vectors) {
    const e = new Endpointer();
    assert.equal(traceOf(e, v.script), v.trace, v.script);
    assert.ok(near(e.floorDb, v.floor_db), `${v.script}: the floor is ${e.floorDb}`);
    assert.deepEqual(
      [e.energyDb, e.voice, e.quiet, e.voiced, e.speaking],
      [v.energy_db, v.voice, v.quiet, v.voiced, v.speaking],
      v.script,
    );
  }
});
