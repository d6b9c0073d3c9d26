// What another recogniser wrote down, judged like what our own heard: sure only
// where it is a phrase that may be said now, else asked about. Such recognisers
// tell no confidence that compares.

import constants from "../../../internal/listen/constants.json";
import type { Grammar, Verdict } from "./types";

export interface Transcript {
  text: string;
  /** the ways of saying the text, in the words of a grammar */
  ways: string[];
}

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
  // Longer than any answer: someone talks, and not to Carrel.
  if (text.split(/\s+/).length > constants.limits.words_in_phrase) return { kind: "no_match" };
  return {
    kind: "heard",
    text: text.replace(/[.!?…]+$/, ""),
    verdict: "ask",
    confidence: v.ask_confidence,
    alternatives: [],
  };
}
