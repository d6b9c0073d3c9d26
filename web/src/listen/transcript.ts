// Judges the text of another recogniser with the grammar. It is sure only if it is a phrase that
// may be said now; otherwise the learner is asked. The confidence of such recognisers is not
// comparable.

import constants from "../../../internal/listen/constants.json";
import type { Transcript } from "../api/types";
import type { Grammar, Verdict } from "./types";

export type Placed =
  | { kind: "heard"; text: string; verdict: Exclude<Verdict, "refuse">; confidence: number; alternatives: never[] }
  | { kind: "no_match" };

export function place(t: Transcript, g: Grammar): Placed {
  const text = t.text.trim();
  if (!text) return { kind: "no_match" };
  const v = constants.verdict;
  const phrase = g.phrases.find((p) => t.ways.includes(p.say));
  if (phrase) {
    const sure = phrase.class !== "number";
    return {
      kind: "heard",
      text: phrase.text,
      verdict: sure ? "sure" : "ask",
      confidence: sure ? v.sure_confidence : v.ask_confidence,
      alternatives: [],
    };
  }
  // A text longer than any answer is talk that is not addressed to Carrel.
  if (text.split(/\s+/).length > constants.limits.words_in_phrase) return { kind: "no_match" };
  return {
    kind: "heard",
    text: text.replace(/[.!?…]+$/, ""),
    verdict: "ask",
    confidence: v.ask_confidence,
    alternatives: [],
  };
}
