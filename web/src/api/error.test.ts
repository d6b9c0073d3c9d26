import assert from "node:assert/strict";
import { test } from "node:test";
import { toError } from "./error";

test("an error is the program's own sentence", () => {
  const e = toError({ error: { kind: "conflict", message: "Another Carrel has this collection open." } }, 409);
  assert.equal(e.message, "Another Carrel has this collection open.");
  assert.equal(e.kind, "conflict");
  assert.equal(toError(null, 500).kind, "internal");
});
