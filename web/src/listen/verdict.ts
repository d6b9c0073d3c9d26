// Decides whether to act on a decoded phrase, to ask for confirmation, or to say that it was not
// understood. A wrong "correct" is the worst error, so a doubtful phrase is always confirmed.

import constants from "../../../internal/listen/constants.json";
import type { Opinion } from "./opinion";
import type { PhraseClass, Verdict } from "./types";

const k = constants.verdict;
const q = constants.opinion;

export interface Evidence {
  /** the score of the phrase, of the free phone loop, and of the best phrase of another meaning */
  path: number;
  loop: number;
  rival: number | null;
  /** frames with words, and all frames of the segment */
  spoken: number;
  frames: number;
  /** how many letters the phrase has */
  letters: number;
  snrDb: number;
  class: PhraseClass;
  /** null if there is no second ear, or it has no opinion */
  opinion: Opinion | null;
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
  let margin = e.rival === null ? k.full : (e.path - e.rival) / spoken;
  const noisy = e.snrDb < k.quiet_snr_db;
  let [bounds, weighed, ask] = [noisy ? k.noisy : k.quiet, score, k.ask];
  const o = e.opinion;
  if (o) {
    margin += o.lead;
    if (o.agrees) {
      weighed += q.fit_weight * o.fit;
      bounds = noisy ? q.noisy : q.quiet;
    }
    ask -= q.ask_slope * Math.max(0, o.fit - q.ask_fit);
    if (!o.agrees && o.fit < q.strange_fit && margin < q.strange_margin) ask = q.strange_score;
  }
  const sure = e.class === "navigation" ? bounds.navigation : bounds.sure;
  const confidence = confidenceOf(weighed, sure);
  if (e.spoken < k.fewest_spoken || e.spoken < k.spoken_share * e.frames || e.spoken > longestSpoken(e.letters)) {
    return { verdict: "refuse", confidence: Math.min(confidence, below(k.ask_confidence)), score, margin };
  }
  if (!(score >= ask))
    return { verdict: "refuse", confidence: Math.min(confidence, below(k.ask_confidence)), score, margin };
  if (!(weighed >= sure && margin >= bounds.margin) || e.class === "number" || drowned(e) || (o && !o.agrees)) {
    return {
      verdict: "ask",
      confidence: Math.max(k.ask_confidence, Math.min(confidence, below(k.sure_confidence))),
      score,
      margin,
    };
  }
  return { verdict: "sure", confidence, score, margin };
}

/** Reports whether a match may be chance: hardly above the noise, or under half of the sound. */
function drowned(e: Evidence): boolean {
  return e.snrDb < k.sure_snr_db || e.spoken < k.sure_share * e.frames;
}

/** Returns the largest number of frames that a phrase of so many letters can take. */
export function longestSpoken(letters: number): number {
  return Math.max(k.longest_spoken, k.spoken_letter * letters);
}

/** Maps a score to a confidence by straight lines from 0 through (ask, .5) and (sure, .8) to 1. */
function confidenceOf(score: number, sure: number): number {
  const [ca, cs] = [k.ask_confidence, k.sure_confidence];
  if (score >= sure) return Math.min(1, cs + ((score - sure) / (k.full - sure)) * (1 - cs));
  if (score >= k.ask) return ca + ((score - k.ask) / (sure - k.ask)) * (cs - ca);
  return Math.max(0, ca * (1 - (k.ask - score) / (sure - k.ask)));
}

/** Returns a judgement that asks for confirmation instead of acting. */
export function doubted<J extends Judgement>(j: J): J {
  return j.verdict === "sure"
    ? { ...j, verdict: "ask", confidence: Math.min(j.confidence, below(k.sure_confidence)) }
    : j;
}

function below(x: number): number {
  return x - 0.01;
}
