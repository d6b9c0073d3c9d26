import assert from "node:assert/strict";
import { test } from "node:test";
import { Clips } from "./clips";
import { join, RATE, wav } from "./pcm";

test("pieces are joined without a gap, pauses and the tail are silence", () => {
  const { samples, seconds } = join(
    [new Float32Array([0.5, -0.5]), { silenceMs: 1000 }, new Float32Array([1.5, -1.5])],
    500,
  );
  assert.equal(samples.length, 2 + RATE + 2 + RATE / 2);
  assert.equal(seconds, (RATE + 4) / RATE, "the tail is not part of the sounds");
  assert.deepEqual([...samples.slice(0, 3)], [16383, -16383, 0]);
  assert.deepEqual([...samples.slice(RATE + 2, RATE + 5)], [32767, -32767, 0], "too loud is clipped, not wrapped");
});

test("the WAV head tells the truth", async () => {
  const bytes = new DataView(await wav(new Int16Array([1, 2, 3])).arrayBuffer());
  assert.equal(bytes.byteLength, 44 + 6);
  assert.equal(bytes.getUint32(4, true), 36 + 6);
  assert.equal(bytes.getUint32(24, true), RATE);
  assert.equal(bytes.getUint32(40, true), 6);
  assert.equal(bytes.getInt16(48, true), 3);
});

test("a clip is loaded once, and ready when it has come", async () => {
  let loads = 0;
  const clips = new Clips(async () => (loads++, new Float32Array(1)));
  clips.preload(["a", "a"]);
  assert.equal(clips.ready("a"), undefined);
  await clips.get("a");
  assert.ok(clips.ready("a"));
  assert.equal(loads, 1);
});

test("what is for later is fetched one by one, and what is for now does not wait for it", async () => {
  const asked: string[] = [];
  const finish = new Map<string, () => void>();
  const clips = new Clips(
    (url) => (asked.push(url), new Promise((r) => finish.set(url, () => r(new Float32Array(1))))),
  );
  clips.preload(["a", "b"]);
  const now = clips.get("now");
  assert.deepEqual(asked, ["a", "now"]);
  finish.get("now")!();
  await now;
  finish.get("a")!();
  await clips.get("a");
  await new Promise((r) => setTimeout(r, 0));
  assert.deepEqual(asked, ["a", "now", "b"]);
});

test("a clip that failed may be asked for again", async () => {
  let fail = true;
  const clips = new Clips(async () => {
    if (fail) throw new Error("no");
    return new Float32Array(1);
  });
  await assert.rejects(clips.get("a"), /no/);
  fail = false;
  await clips.get("a");
  assert.ok(clips.ready("a"));
});

test("the least lately used clips are dropped", async () => {
  const clips = new Clips(async () => new Float32Array(1));
  for (let i = 0; i < 64; i++) await clips.get("c" + i);
  await clips.get("c0");
  await clips.get("new");
  assert.ok(clips.ready("c0"), "used again a moment ago");
  assert.equal(clips.ready("c1"), undefined);
});
