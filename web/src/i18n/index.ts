// The page's language: words, numbers and days.

import { signal } from "@preact/signals";
import { en } from "./en";
import { fr } from "./fr";
import type { Key, Strings } from "./strings";

export type { Key, Strings };

const all: Record<string, Strings> = { en, fr };
export const languageNames: Record<string, string> = { en: "English", fr: "Français" };

/** The language of the page, a key of languageNames. */
export const lang = signal(navigator.languages.map((l) => l.split("-")[0]!).find((l) => l in all) ?? "en");

export function setLang(l: string): void {
  if (l in all) lang.value = l;
}

/** A text in the page's language with its {pieces} filled in; {n} chooses the plural and is written as a number. */
export function t(key: Key, pieces: Record<string, string | number> = {}): string {
  const found = all[lang.value]![key];
  const n = pieces["n"];
  const text = typeof found === "string" ? found : found[plural(typeof n === "number" ? n : 0)];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const v = pieces[name];
    return v === undefined ? whole : typeof v === "number" ? num(v) : v;
  });
}

/** The text of a key made at run time, or the fallback where there is none. */
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

/** A civil day YYYY-MM-DD, short. */
export function day(d: string): string {
  return new Intl.DateTimeFormat(lang.value, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(d + "T00:00:00Z"),
  );
}

/** When something comes, seen from now: in 20 minutes, tomorrow, in 3 days, 4 March 2027. */
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

/** A moment's day in full: 4 March 2027. */
export function date(ms: number): string {
  return new Intl.DateTimeFormat(lang.value, { dateStyle: "long" }).format(new Date(ms));
}
