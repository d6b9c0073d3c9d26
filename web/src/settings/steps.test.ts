import assert from "node:assert/strict";
import { test } from "node:test";
import { readSteps, writeSteps } from "./steps-text";

test("steps are read as people write them", () => {
  for (const [words, want] of [
    ["1m 10m", [60, 600]],
    ["30s, 5min 1h; 2d", [30, 300, 3600, 172800]],
    ["1 10", [60, 600]],
    ["1J", [86400]],
    ["  ", []],
    ["10m 1m", null],
    ["1m 1m", null],
    ["0m", null],
    ["400d", null],
    ["soon", null],
    ["-1m", null],
  ] as [string, number[] | null][])
    assert.deepEqual(readSteps(words), want, words);
});

test("what is written is read as the same steps", () => {
  for (const steps of [[], [60, 600], [1, 90, 5400, 86400, 90000, 172800]])
    for (const day of ["d", "j"]) assert.deepEqual(readSteps(writeSteps(steps, day)), steps);
  assert.equal(writeSteps([45, 600, 7200, 86400], "j"), "45s 10m 2h 1j");
});
