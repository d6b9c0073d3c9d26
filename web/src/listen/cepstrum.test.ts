import assert from "node:assert/strict";
import { test } from "node:test";
import { cepstraOf } from "./cepstrum";
import { teach, withDeltas } from "./template";
import { sung } from "./testing/vectors";
import vectors from "../../../internal/listen/testdata/cepstra.json";

interface Vector {
  kind: number;
  length: number;
  rows: number;
  first?: number[];
  middle?: number[];
  last?: number[];
  /** in base64 */
  template?: string;
}

const bytes = (text: string) => Array.from(atob(text), (c) => (c.charCodeAt(0) << 24) >> 24);

test("cepstra and templates are those of the program", () => {
  assert.ok(vectors.length >= 26);
  for (const v of vectors as Vector[]) {
    const name = `sound ${v.kind} of ${v.length} samples`;
    const pcm = sung(v.kind, v.length);
    const rows = cepstraOf(pcm);
    assert.equal(rows.length, v.rows, name);
    const same = (got: Float64Array | undefined, want: number[] | undefined) => {
      assert.equal(got?.length, want?.length, name);
      got?.forEach((x, i) => assert.ok(Math.abs(x - want![i]!) < 1e-6, `${name}: ${x}, want ${want![i]}`));
    };
    same(rows[0], v.first);
    same(withDeltas(rows)[rows.length >> 1], v.middle);
    same(rows.at(-1), v.last);
    const taught = teach("en", "yes", pcm);
    assert.equal(taught?.frames.length, v.template?.length, name);
    if (!taught || !v.template) continue;
    // A coefficient on the border between two steps may fall on either side.
    const want = bytes(v.template);
    const steps = bytes(taught.frames).map((x, i) => Math.abs(x - want[i]!));
    assert.ok(Math.max(...steps) <= 1 && steps.filter(Boolean).length * 100 <= want.length, name);
  }
});
