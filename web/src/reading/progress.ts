// How long a reading is and how far the learner is in it, in words.

import type { ReadingRow } from "../api/types";
import { t } from "../i18n/index";

/** Formats minutes: 3 min, or 2 h 5 min. */
export function time(minutes: number): string {
  const n = minutes > 0 && minutes < 1 ? 1 : Math.round(minutes);
  return n < 60 ? t("read.minutes", { n }) : t("read.hours", { h: Math.floor(n / 60), m: n % 60 });
}

/** Describes how far the learner is. */
export function progress(r: ReadingRow): string {
  if (r.place.done) return t("read.done");
  if (!r.at) return time(r.minutes);
  return t("read.left", { time: time(r.minutes_left) });
}
