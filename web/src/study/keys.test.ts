import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../api/types";
import { defaultKeys, keyCommand, type Pressed } from "./keys";
import { view } from "./testing/bench";

const key = (k: string, more: Partial<Pressed> = {}): Pressed => ({
  key: k,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});
const at = (phase: View["phase"], more: Partial<View> = {}): View => ({ ...view("c1", phase), ...more });
const grades = [
  { grade: 1, command: "again" as const, label: "", in: "" },
  { grade: 3, command: "good" as const, label: "", in: "" },
];

const cases: [string, Pressed, View | null, string | null][] = [
  ["space shows the answer", key(" "), at("answering"), "show"],
  ["space confirms what was heard", key(" "), at("confirming"), "yes"],
  [
    "space takes the grade suggested",
    key(" "),
    at("revealed", { grades, verdict: { outcome: "right", reason: "same", why: "", suggested: 3 } }),
    "good",
  ],
  ["space never guesses a grade", key(" "), at("revealed", { grades, verdict: undefined }), null],
  ["space goes on in a pause", key(" "), at("paused"), "resume"],
  ["p pauses", key("p"), at("asking"), "pause"],
  ["p goes on in a pause", key("p"), at("paused"), "resume"],
  ["capital letters count as well", key("U"), at("answering"), "undo"],
  ["digits grade", key("1"), at("revealed"), "again"],
  ["right means knew it", key("ArrowRight"), at("revealed"), "knew"],
  ["Escape stops", key("Escape"), at("answering"), "stop"],
  ["the browser's own keys are left alone", key("r", { ctrlKey: true }), at("answering"), null],
  ["a key held down counts once", key("1", { repeat: true }), at("revealed"), null],
  ["other keys mean nothing", key("q"), at("answering"), null],
];

for (const [name, k, v, want] of cases) {
  test(name, () => assert.equal(keyCommand(k, defaultKeys, v), want));
}

test("the learner's own map counts", () => {
  assert.equal(keyCommand(key("q"), { q: "knew" }, at("revealed")), "knew");
  assert.equal(keyCommand(key("1"), { q: "knew" }, at("revealed")), null);
});
