import assert from "node:assert/strict";
import { test } from "node:test";
import { weigh, type Level, type Try } from "./check";

const levels = (db: number, voice: number, n = 30): Level[] =>
  Array.from({ length: n }, (_, i) => ({ db: db + (i % 3) - 1, voice }));
const tries = (s: string): Try[] => [...s].map((c) => ({ r: "right", a: "asked", o: "other", m: "missed" })[c] as Try);

const check = (noise: number, speech: number, said: string, echo: number | null = null) =>
  weigh({
    quiet: levels(noise, 0),
    spoken: [...levels(noise, 0), ...levels(speech, 0.9)],
    played: echo === null ? null : levels(echo, 0.5),
    tries: tries(said),
  });

test("a quiet room and a clear voice take spoken answers", () => {
  const f = check(-65, -25, "rrrar", -65);
  assert.deepEqual([f.works, f.room, f.voice, f.echo, f.right], ["answers", "quiet", "clear", "none", 5]);
  assert.ok(Math.abs(f.snrDb - 40) < 3, String(f.snrDb));
});

test("a noisy room takes commands only", () => assert.equal(check(-45, -30, "rraam").works, "commands"));

test("one phrase taken for another rules spoken answers out", () => {
  assert.equal(check(-65, -25, "rrrro").works, "commands");
  assert.equal(check(-65, -25, "rrroo").works, "buttons");
});

test("what is not understood is never promised", () => {
  assert.equal(check(-65, -25, "rrmmm").works, "buttons");
  assert.equal(check(-30, -26, "rrrrr").works, "buttons");
});

test("a loudspeaker in the microphone is told apart from the room", () => {
  assert.equal(check(-60, -25, "rrrrr", -40).echo, "returns");
  assert.equal(check(-60, -25, "rrrrr", -57).echo, "none");
  assert.equal(check(-60, -25, "rrrrr").echo, "unknown");
});

test("no voice at all, and nothing measured at all", () => {
  const f = weigh({ quiet: levels(-60, 0), spoken: levels(-60, 0), played: null, tries: tries("mmmmm") });
  assert.deepEqual([f.voice, f.works, f.snrDb], ["unheard", "buttons", 0]);
  assert.equal(weigh({ quiet: [], spoken: [], played: [], tries: [] }).works, "buttons");
});
