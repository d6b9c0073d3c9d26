// The language of the page: texts, numbers and dates.

import { signal } from "@preact/signals";
import { en } from "./en";
import { fr } from "./fr";
import type { Key, Strings } from "./strings";

export type { Key, Strings };

const all: Record<string, Strings> = { en, fr };
export const languageNames: Record<string, string> = { en: "English", fr: "Français" };

/** the language of the page, a key of languageNames */
export const lang = signal(navigator.languages.map((l) => l.split("-")[0]!).find((l) => l in all) ?? "en");

export function setLang(l: string): void {
  if (l in all) lang.value = l;
}

/** Returns a text in the page's language. Fills in its {pieces}; {n} selects the plural form. */
export function t(key: Key, pieces: Record<string, string | number> = {}): string {
  const found = all[lang.value]![key];
  const n = pieces["n"];
  const text = typeof found === "string" ? found : found[plural(typeof n === "number" ? n : 0)];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const v = pieces[name];
    return v === undefined ? whole : typeof v === "number" ? num(v) : v;
  });
}

/** Returns the text of a key that is made at run time, or the fallback if there is none. */
export function maybe(key: string, fallback: string): string {
  return key in en ? t(key as Key) : fallback;
}

const plural = (n: number): "one" | "other" => (new Intl.PluralRules(lang.value).select(n) === "one" ? "one" : "other");

export function num(n: number, digits = 0): string {
  return new Intl.NumberFormat(lang.value, { maximumFractionDigits: digits }).format(n);
}

export function percent(n: number): string {
  return new Intl.NumberFormat(lang.value, { style: "percent" }).format(n);
}

/** Formats a day YYYY-MM-DD in short: 4 Mar. */
export function day(d: string): string {
  return new Intl.DateTimeFormat(lang.value, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(d + "T00:00:00Z"),
  );
}

/** Formats a time relative to now: in 20 minutes, tomorrow, in 3 days, 4 March 2027. */
export function when(ms: number, now = Date.now()): string {
  const rel = new Intl.RelativeTimeFormat(lang.value, { numeric: "auto" });
  const minutes = Math.round((ms - now) / 60000);
  if (minutes < 1) return rel.format(0, "minute");
  if (minutes < 60) return rel.format(minutes, "minute");
  if (minutes < 60 * 20) return rel.format(Math.round(minutes / 60), "hour");
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(ms) - midnight(now)) / 86400000);
  if (Math.abs(days) <= 45) return rel.format(days, "day");
  return date(ms);
}

/** Formats the day of a time in full: 4 March 2027. */
export function date(ms: number): string {
  return new Intl.DateTimeFormat(lang.value, { dateStyle: "long" }).format(new Date(ms));
}
