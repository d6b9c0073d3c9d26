import assert from "node:assert/strict";
import { test } from "node:test";
import { DOUBLE_MS, LONG_MS, PressReader } from "./press";

/** Returns a reader with a clock that the test moves. */
function bench() {
  const told: string[] = [];
  let now = 0;
  let id = 0;
  const timers = new Map<number, { fn: () => void; at: number }>();
  const reader = new PressReader(
    { set: (fn, ms) => (timers.set(++id, { fn, at: now + ms }), id), clear: (i) => timers.delete(i) },
    (b) => told.push(b),
  );
  const wait = (ms: number) => {
    now += ms;
    for (const [i, t] of [...timers]) {
      if (t.at > now) continue;
      timers.delete(i);
      t.fn();
    }
  };
  const tap = () => {
    reader.press();
    wait(80);
    reader.release();
  };
  return { reader, told, wait, tap };
}

test("one press is told once a second one can no longer come", () => {
  const b = bench();
  b.tap();
  assert.deepEqual(b.told, []);
  b.wait(DOUBLE_MS);
  assert.deepEqual(b.told, ["press"]);
});

test("two presses are one double press", () => {
  const b = bench();
  b.tap();
  b.wait(DOUBLE_MS - 100);
  b.tap();
  b.wait(2000);
  assert.deepEqual(b.told, ["double"]);
});

test("two slow presses are two", () => {
  const b = bench();
  b.tap();
  b.wait(DOUBLE_MS + 1);
  b.tap();
  b.wait(DOUBLE_MS + 1);
  assert.deepEqual(b.told, ["press", "press"]);
});

test("a long press is told while it is held, and its release is nothing", () => {
  const b = bench();
  b.reader.press();
  b.wait(LONG_MS);
  assert.deepEqual(b.told, ["long"]);
  b.reader.release();
  b.wait(2000);
  assert.deepEqual(b.told, ["long"]);
});

test("a key that repeats while held is one press", () => {
  const b = bench();
  b.reader.press();
  b.wait(LONG_MS - 50);
  b.reader.press();
  b.wait(50);
  b.reader.release();
  assert.deepEqual(b.told, ["long"]);
});

test("a press that slides away is nothing", () => {
  const b = bench();
  b.reader.press();
  b.reader.cancel();
  b.wait(2000);
  assert.deepEqual(b.told, []);
});
