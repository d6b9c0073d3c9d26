// The opinion of a second ear on the phrases. Its model knows how English is written, and it makes
// other mistakes than the decoder.

import constants from "../../../internal/listen/constants.json";
import type { Phrase } from "./types";

const k = constants.opinion;

export interface SecondEar {
  /** Sets the phrases that may be said from now on. */
  setPhrases(phrases: Phrase[]): void;
  /** Judges a trimmed utterance, 16 kHz mono; null if it has no opinion. */
  hear(pcm: Float32Array): Likelihoods | null;
}

/** Natural logarithms of probabilities, given a sound. */
export interface Likelihoods {
  /** of the most likely text, whether it is a phrase or not */
  free: number;
  /** of each meaning; very low for those that were dropped early */
  of: { tag: string; log: number }[];
}

/** The second ear's opinion on the chosen phrase. */
export interface Opinion {
  /** whether it would have chosen the same */
  agrees: boolean;
  /** log likelihood of the phrase minus that of the most likely text, at most 0 */
  fit: number;
  /** log likelihood of the phrase minus that of the rival */
  lead: number;
}

/** Returns the likeliest meaning and its lead over the next. */
export function best(l: Likelihoods): { tag: string; lead: number } {
  let [tag, first, second] = ["", -Infinity, -Infinity];
  for (const o of l.of) {
    if (o.log > first) [tag, first, second] = [o.tag, o.log, first];
    else if (o.log > second) second = o.log;
  }
  return { tag, lead: tag === "" ? 0 : Math.min(first - second, k.behind) };
}

/** Returns the likelihood of a meaning; for one dropped early, the limit for dropping. */
export function likelihood(l: Likelihoods, tag: string): number {
  let [most, log] = [-Infinity, -Infinity];
  for (const o of l.of) {
    most = Math.max(most, o.log);
    if (o.tag === tag) log = o.log;
  }
  return Math.max(log, most - k.behind);
}

export function fit(l: Likelihoods, tag: string): number {
  return Math.min(0, likelihood(l, tag) - l.free);
}
