// Whether to act on what was decoded, to ask, or to say it was not understood.
// A wrong "correct" is the worst error, so doubt always asks.

import constants from "../../../internal/listen/constants.json";
import type { PhraseClass, Verdict } from "./types";

const k = constants.verdict;

export interface Evidence {
  /** path score of the phrase, of the free phone loop, of the best phrase of another meaning */
  path: number;
  loop: number;
  rival: number | null;
  /** frames that hold words, and all frames of the segment */
  spoken: number;
  frames: number;
  class: PhraseClass;
}

export interface Judgement {
  verdict: Verdict;
  confidence: number;
  score: number;
  margin: number;
}

export function judge(e: Evidence): Judgement {
  const spoken = Math.max(e.spoken, k.fewest_spoken);
  const score = (e.path - e.loop) / spoken;
  const margin = e.rival === null ? k.full_score : (e.path - e.rival) / spoken;
  let confidence = fromScore(score);
  if (e.spoken < k.fewest_spoken || e.spoken < k.spoken_share * e.frames || e.spoken > k.longest_spoken) {
    return { verdict: "refuse", confidence: Math.min(confidence, below(k.ask_confidence)), score, margin };
  }
  const sure = e.class === "navigation" ? k.sure_navigation : k.sure;
  let verdict: Verdict = score >= sure ? "sure" : score >= k.ask ? "ask" : "refuse";
  if (verdict === "sure" && (margin < k.margin || e.class === "number")) verdict = "ask";
  if (verdict === "sure") confidence = Math.max(confidence, k.sure_confidence);
  if (verdict === "ask") confidence = Math.min(confidence, below(k.sure_confidence));
  return { verdict, confidence, score, margin };
}

/** Straight lines through (ask, .5), (sure, .8) and (full, 1). */
export function fromScore(score: number): number {
  const [a, s, f] = [k.ask, k.sure, k.full_score];
  const [ca, cs] = [k.ask_confidence, k.sure_confidence];
  if (score >= s) return Math.min(1, cs + ((score - s) / (f - s)) * (1 - cs));
  if (score >= a) return ca + ((score - a) / (s - a)) * (cs - ca);
  return Math.max(0, ca * (1 - (a - score) / (s - a)));
}

function below(x: number): number {
  return x - 0.01;
}
