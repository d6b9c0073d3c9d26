import assert from "node:assert/strict";
import { test } from "node:test";
import { cepstraOf } from "./cepstrum";
import { Enrolment } from "./enrolment";
import { NOTHING, type Reading } from "./interpret";
import { rowsOf, teach, warp, withDeltas } from "./template";
import type { Grammar, Verdict } from "./types";
import vectors from "../../../internal/listen/testdata/enrolment.json";

// Uses only whole numbers, as internal/listen/enrolment_test.go does.
function sung(kind: number, length: number): Float32Array {
  const triangle = (phase: number) => (phase % 4096 < 2048 ? (phase % 4096) - 1024 : 3071 - (phase % 4096));
  let [phase, second, lot] = [0, 0, kind * 7919 + 1];
  return Float32Array.from({ length }, (_, i) => {
    phase += 30 + kind * 11 + Math.floor((i * (kind % 3)) / 400);
    second += 170 + kind * 53 - Math.floor((i * (kind % 2)) / 300);
    lot = (Math.imul(lot, 1664525) + 1013904223) >>> 0;
    const noise = (lot >>> 24) - 128;
    return (i % 3200 > 2400 ? Math.trunc(noise / 8) : 3 * triangle(phase) + 2 * triangle(second) + noise) / 16384;
  });
}

test("distances are those of the program", () => {
  assert.ok(vectors.length >= 16);
  for (const v of vectors) {
    const t = teach("en", "yes", sung(v.taught, v.lasting))!;
    const d = warp(withDeltas(cepstraOf(sung(v.kind, v.length))), withDeltas(rowsOf(t)));
    assert.ok(Math.abs(d - v.distance) < 0.01, `${JSON.stringify(v)}: ${d}`);
  }
});

const g: Grammar = {
  lang: "en",
  words: {},
  phrases: [
    { say: "stop", text: "stop", tag: "command:stop", class: "command" },
    { say: "skip", text: "skip", tag: "command:skip", class: "command" },
    { say: "six", text: "6", tag: "6", class: "number" },
  ],
};

const weighed = (taught: Record<string, number>, say: string, verdict: Verdict, heard: number) => {
  const words = Object.entries(taught).map(([say, kind]) => teach("en", say, sung(kind, 12000))!);
  const reading: Reading = {
    ...NOTHING,
    phrase: g.phrases.find((p) => p.say === say)!,
    said: say,
    verdict,
    confidence: verdict === "sure" ? 0.9 : 0.6,
  };
  return new Enrolment(words).weigh(reading, g, sung(heard, 12600));
};

test("templates agree, contradict, and keep out of the rest", () => {
  const both = { stop: 0, skip: 1 };
  assert.deepEqual(
    [weighed(both, "stop", "ask", 0).verdict, weighed(both, "stop", "ask", 0).confidence],
    ["sure", 0.8],
  );
  assert.equal(weighed(both, "stop", "refuse", 0).verdict, "refuse");
  assert.equal(weighed(both, "stop", "ask", 1).verdict, "ask");
  assert.deepEqual(
    [weighed(both, "stop", "sure", 1).verdict, weighed(both, "stop", "sure", 1).confidence < 0.8],
    ["ask", true],
  );
  assert.equal(weighed(both, "stop", "sure", 3).verdict, "sure");
  assert.equal(weighed({ stop: 0 }, "stop", "ask", 0).verdict, "ask");
  assert.equal(weighed({ six: 0, skip: 1 }, "six", "ask", 0).verdict, "ask");
  assert.equal(weighed({}, "stop", "ask", 0).verdict, "ask");
});

test("what is too short or too long teaches nothing", () => {
  assert.equal(teach("en", "yes", sung(0, 3000)), null);
  assert.equal(teach("en", "yes", sung(0, 50000)), null);
});
