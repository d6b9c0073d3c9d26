// A second opinion on the decoder's result from templates of how the learner says some phrases.
// internal/listen/enrolment.go has the same.

import constants from "../../../internal/listen/constants.json";
import k from "../../../internal/listen/enrolment.json";
import { cepstraOf, type Cepstra } from "./cepstrum";
import type { Reading } from "./interpret";
import { rowsOf, warp, withDeltas, type Template } from "./template";
import type { Grammar } from "./types";

/** The distances of an utterance from the nearest templates. */
export interface Near {
  say: string;
  tag: string;
  /** the nearest of all, per row; infinite if nothing can be compared */
  best: number;
  /** the nearest with another meaning than that one */
  next: number;
  /** the nearest with the given meaning */
  own: number;
}

export class Enrolment {
  private readonly words: { lang: string; say: string; rows: Cepstra }[];

  constructor(templates: Template[]) {
    this.words = templates.map((t) => ({ lang: t.lang, say: t.say, rows: withDeltas(rowsOf(t)) }));
  }

  /** Compares a trimmed utterance with the templates of phrases in the grammar. */
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
   * Revises a reading. It becomes sure if the nearest template has its meaning and is clearly
   * nearer than any other meaning. It becomes doubtful if a template of another meaning is very
   * near and clearly nearer. A number stays doubtful, and a rejected reading stays rejected.
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
