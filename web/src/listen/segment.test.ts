import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAME } from "./rnnoise";
import { trim, type Frame } from "./segment";
import { near, read } from "./testing/vectors";
import vectors from "../../../internal/listen/testdata/segment.json";

/** Samples from a place on, of integers alone. */
function noise(from: number, factor: number): Float32Array {
  return Float32Array.from({ length: FRAME }, (_, i) => ((Math.imul(from + i, factor) >>> 16) - 32768) / 32768);
}

/** A sum of all samples, each with a weight of its own. */
function weighted(pcm: Float32Array): number {
  return pcm.reduce((sum, x, i) => sum + ((i % 97) + 1) * x, 0);
}

test("utterances are those of the program", () => {
  assert.ok(vectors.length >= 100);
  for (const v of vectors) {
    const frames: Frame[] = [];
    for (const run of read(v.frames)) {
      if (typeof run === "string") throw new Error(run);
      for (let i = 0; i < run.frames; i++) {
        const from = frames.length * FRAME;
        frames.push({
          original: noise(from, 2654435761),
          cleaned: v.cleaned ? noise(from, 2246822519) : null,
          db: run.db,
          voice: run.voice!,
        });
      }
    }
    const u = trim(frames, v.floor_db);
    assert.deepEqual([u.pcm.length, u.original.length], [v.samples, v.samples], v.frames);
    for (const [got, want] of [
      [u.snrDb, v.snr_db],
      [weighted(u.pcm), v.pcm],
      [weighted(u.original), v.original],
    ] as const) {
      assert.ok(near(got, want), `${v.frames} at ${v.floor_db}: ${got}, want ${want}`);
    }
  }
});
