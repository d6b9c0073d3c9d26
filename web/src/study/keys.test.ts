import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../api/types";
import { chosen, defaultKeys, keyCommand, keyFor, type Pressed, takesTyped } from "./keys";
import { view } from "./testing/bench";

const key = (k: string, more: Partial<Pressed> = {}): Pressed => ({
  key: k,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
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
  ["space grades Good where no grade is suggested", key(" "), at("revealed", { grades, verdict: undefined }), "good"],
  ["space goes on in a pause", key(" "), at("paused"), "resume"],
  ["p pauses", key("p"), at("asking", { profile: "hands-free" }), "pause"],
  ["p goes on in a pause", key("p"), at("paused"), "resume"],
  ["capital letters count as well", key("U"), at("revealed", { grades }), "undo"],
  ["letters belong to an answer", key("h"), at("answering"), null],
  ["digits belong to an answer", key("3"), at("answering"), null],
  ["letters with Alt are commands while an answer is awaited", key("r", { altKey: true }), at("answering"), "repeat"],
  ["letters are commands in profiles without typing", key("r"), at("answering", { profile: "hands-free" }), "repeat"],
  ["Ctrl-Z undoes", key("z", { ctrlKey: true }), at("answering"), "undo"],
  ["? lists the keys", key("?"), at("answering"), "keys"],
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

test("digits choose where there are choices", () => {
  const v = at("answering");
  const choice = { ...v, card: { ...v.card!, choices: ["a", "b"] } };
  assert.equal(chosen(key("2"), choice), 1);
  assert.equal(chosen(key("3"), choice), null);
  assert.equal(chosen(key("2"), v), null);
  assert.equal(takesTyped(choice), false);
  assert.equal(takesTyped(v), true);
});

test("a button shows the key that works now", () => {
  assert.equal(keyFor("repeat", defaultKeys, at("answering")), "Alt+R");
  assert.equal(keyFor("repeat", defaultKeys, at("revealed")), "R");
  assert.equal(keyFor("good", defaultKeys, at("revealed")), "3");
  assert.equal(keyFor("stop", defaultKeys, at("answering")), "Esc");
});
