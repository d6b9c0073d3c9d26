// How one learner says some phrases: a second opinion on what the decoder
// found, for words alone. The program has the same in internal/listen/enrolment.go.

import constants from "../../../internal/listen/constants.json";
import k from "../../../internal/listen/enrolment.json";
import { cepstraOf, type Cepstra } from "./cepstrum";
import type { Reading } from "./interpret";
import { rowsOf, warp, withDeltas, type Template } from "./template";
import type { Grammar } from "./types";

/** How far an utterance is from the nearest templates. */
export interface Near {
  say: string;
  tag: string;
  /** per row; infinite where nothing can be compared */
  best: number;
  /** of the nearest with another meaning */
  next: number;
  /** of the nearest with the meaning asked about */
  own: number;
}

export class Enrolment {
  private readonly words: { lang: string; say: string; rows: Cepstra }[];

  constructor(templates: Template[]) {
    this.words = templates.map((t) => ({ lang: t.lang, say: t.say, rows: withDeltas(rowsOf(t)) }));
  }

  /** Compares a trimmed utterance with the templates of phrases that are in the grammar now. */
  nearest(g: Grammar, pcm: Float32Array, tag: string): Near {
    const n: Near = { say: "", tag: "", best: Infinity, next: Infinity, own: Infinity };
    let said: Cepstra | null = null;
    for (const w of this.words) {
      const p = g.phrases.find((p) => p.say === w.say);
      if (!p || w.lang !== g.lang) continue;
      said ??= withDeltas(cepstraOf(pcm));
      const d = warp(said, w.rows);
      if (p.tag === tag) n.own = Math.min(n.own, d);
      if (d < n.best) {
        if (p.tag !== n.tag) n.next = n.best;
        Object.assign(n, { say: w.say, tag: p.tag, best: d });
      } else if (p.tag !== n.tag) n.next = Math.min(n.next, d);
    }
    return n;
  }

  /**
   * Revises a reading: sure where the nearest template is of the very phrase and
   * clearly nearer than any of another meaning; doubtful where a template of
   * another meaning is very near, and clearly nearer. A number stays doubtful and a refusal stays one.
   */
  weigh(r: Reading, g: Grammar, pcm: Float32Array): Reading {
    if (this.words.length === 0 || !r.phrase || r.verdict === "refuse" || r.phrase.class === "number") return r;
    const n = this.nearest(g, pcm, r.phrase.tag);
    const v = constants.verdict;
    if (n.best > k.near) return r;
    if (r.verdict === "ask" && n.say === r.said && n.next !== Infinity && n.next >= k.ahead * n.best) {
      return { ...r, verdict: "sure", confidence: v.sure_confidence };
    }
    if (r.verdict === "sure" && n.best <= k.nearer && n.tag !== r.phrase.tag && n.own >= k.against * n.best) {
      return { ...r, verdict: "ask", confidence: v.sure_confidence - 0.01 };
    }
    return r;
  }
}
