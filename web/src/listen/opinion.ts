// What another way of hearing says about the phrases: it knows how English is
// written and errs in other places than the decoder.

import constants from "../../../internal/listen/constants.json";
import type { Phrase } from "./types";

const k = constants.opinion;

export interface SecondEar {
  /** takes what may be said from now on */
  setPhrases(phrases: Phrase[]): void;
  /** takes a trimmed utterance, 16 kHz mono; null: it has no opinion */
  hear(pcm: Float32Array): Likelihoods | null;
}

/** Natural logarithms of probabilities, given one sound. */
export interface Likelihoods {
  /** of what was most likely said, phrase or not */
  free: number;
  /** of each meaning; very low for those that were given up early */
  of: { tag: string; log: number }[];
}

/** What the second ear makes of the phrase that was chosen. */
export interface Opinion {
  /** it would have chosen the same */
  agrees: boolean;
  /** how far the phrase is below what was most likely said, at most 0 */
  fit: number;
  /** how far it is above the rival */
  lead: number;
}

/** The likeliest meaning, and how far it leads over the next. */
export function best(l: Likelihoods): { tag: string; lead: number } {
  let [tag, first, second] = ["", -Infinity, -Infinity];
  for (const o of l.of) {
    if (o.log > first) [tag, first, second] = [o.tag, o.log, first];
    else if (o.log > second) second = o.log;
  }
  return { tag, lead: tag === "" ? 0 : Math.min(first - second, k.behind) };
}

/** A meaning's likelihood, of one given up early that of what is just so far behind the best. */
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
