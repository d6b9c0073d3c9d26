import assert from "node:assert/strict";
import { test } from "node:test";
import { cepstraOf } from "./cepstrum";
import { Enrolment } from "./enrolment";
import { NOTHING, type Reading } from "./interpret";
import { rowsOf, teach, warp, withDeltas } from "./template";
import type { Grammar, Verdict } from "./types";
import { sung } from "./testing/vectors";
import vectors from "../../../internal/listen/testdata/distances.json";
import weighings from "../../../internal/listen/testdata/weighing.json";

test("distances are those of the program", () => {
  assert.ok(vectors.length >= 16);
  for (const v of vectors) {
    const t = teach("en", "yes", sung(v.taught, v.lasting))!;
    const d = warp(withDeltas(cepstraOf(sung(v.kind, v.length))), withDeltas(rowsOf(t)));
    assert.ok(Math.abs(d - v.distance) < 0.01, `${JSON.stringify(v)}: ${d}`);
  }
});

// The phrases of taughtGrammar in internal/listen/enrolment_test.go.
const g: Grammar = {
  lang: "en",
  words: {},
  phrases: [
    { say: "stop", text: "stop", tag: "command:stop", class: "command" },
    { say: "stop now", text: "stop now", tag: "command:stop", class: "command" },
    { say: "skip", text: "skip", tag: "command:skip", class: "command" },
    { say: "six", text: "6", tag: "6", class: "number" },
  ],
};

interface Weighing {
  name: string;
  lang: string;
  taught: Record<string, number>;
  say: string;
  verdict: Verdict;
  heard: number;
  want: Verdict;
  confidence: number;
  near_say: string;
  near_tag: string;
  /** null: infinite */
  best: number | null;
  next: number | null;
  own: number | null;
}

test("templates agree, contradict and keep out of the rest as in the program", () => {
  assert.ok(weighings.length >= 14);
  for (const v of weighings as unknown as Weighing[]) {
    const enrolment = new Enrolment(
      Object.entries(v.taught).map(([say, kind]) => teach(v.lang, say, sung(kind, 12000))!),
    );
    const reading: Reading = {
      ...NOTHING,
      phrase: g.phrases.find((p) => p.say === v.say)!,
      said: v.say,
      verdict: v.verdict,
      confidence: v.verdict === "sure" ? 0.9 : 0.6,
    };
    const pcm = sung(v.heard, 12600);
    const got = enrolment.weigh(reading, g, pcm);
    assert.equal(got.verdict, v.want, v.name);
    assert.ok(Math.abs(got.confidence - v.confidence) < 1e-9, `${v.name}: confidence ${got.confidence}`);
    const n = enrolment.nearest(g, pcm, reading.phrase!.tag);
    assert.deepEqual([n.say, n.tag], [v.near_say, v.near_tag], v.name);
    for (const key of ["best", "next", "own"] as const) {
      const want = v[key] ?? Infinity;
      assert.ok(n[key] === want || Math.abs(n[key] - want) <= 0.01, `${v.name}: ${key} is ${n[key]}, want ${want}`);
    }
  }
});

test("what is too short or too long teaches nothing", () => {
  assert.equal(teach("en", "yes", sung(0, 3000)), null);
  assert.equal(teach("en", "yes", sung(0, 50000)), null);
});
