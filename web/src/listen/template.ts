// A template of how the learner says one phrase: cepstra, without sound.
// internal/listen/template.go has the same.

import k from "../../../internal/listen/enrolment.json";
import type { Template } from "../api/types";
import { cepstraOf, type Cepstra } from "./cepstrum";

export type { Template };

/** Makes a template of a trimmed utterance, 16 kHz mono; null if it is too short or too long. */
export function teach(lang: string, say: string, pcm: Float32Array): Template | null {
  const rows = cepstraOf(pcm);
  if (rows.length < k.fewest_frames || rows.length > k.most_frames) return null;
  let text = "";
  for (const row of rows)
    for (const x of row)
      text += String.fromCharCode(Math.max(-127, Math.min(127, Math.floor(x * k.scale + 0.5))) & 255);
  return { lang, say, frames: btoa(text) };
}

/** Returns the rows of a template. */
export function rowsOf(t: Template): Cepstra {
  const text = atob(t.frames);
  const rows: Cepstra = [];
  for (let at = 0; at + k.cepstra <= text.length; at += k.cepstra) {
    rows.push(Float64Array.from({ length: k.cepstra }, (_, c) => ((text.charCodeAt(at + c) << 24) >> 24) / k.scale));
  }
  return rows;
}

/** Appends to each row its change over the two rows before and after. */
export function withDeltas(rows: Cepstra): Cepstra {
  const at = (i: number) => rows[Math.max(0, Math.min(rows.length - 1, i))]!;
  return rows.map((row, i) => {
    const out = new Float64Array(2 * row.length);
    out.set(row);
    for (let j = 0; j < row.length; j++) {
      const d = (at(i + 1)[j]! - at(i - 1)[j]! + 2 * (at(i + 2)[j]! - at(i - 2)[j]!)) / 10;
      out[row.length + j] = k.delta * d;
    }
    return out;
  });
}

/** Dynamic time warping distance, per row; infinite if one is over twice as long as the other. */
export function warp(a: Cepstra, b: Cepstra): number {
  if (a.length === 0 || b.length === 0 || a.length > 2 * b.length || b.length > 2 * a.length) return Infinity;
  let last = new Float64Array(b.length + 1).fill(Infinity);
  last[0] = 0;
  for (const x of a) {
    const row = new Float64Array(b.length + 1);
    row[0] = Infinity;
    b.forEach((y, j) => {
      let d = 0;
      for (let q = 0; q < x.length; q++) d += (x[q]! - y[q]!) * (x[q]! - y[q]!);
      d = Math.sqrt(d);
      row[j + 1] = Math.min(last[j]! + 2 * d, Math.min(last[j + 1]! + d, row[j]! + d));
    });
    last = row;
  }
  return last[b.length]! / (a.length + b.length);
}
