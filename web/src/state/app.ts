// State of the whole page: the program's status, the learner's settings, the decks.

import { effect, signal } from "@preact/signals";
import { api, APIError, online } from "../api/client";
import type { Deck, DueCounts, Profile, Rescue, Settings, SettingsAnswer, Status } from "../api/types";
import { setLang, t } from "../i18n/index";

export const status = signal<Status | null>(null);
/** what can be done about a collection that cannot be read; null if it can be read */
export const rescue = signal<Rescue | null>(null);
export const settings = signal<Settings | null>(null);
export const profiles = signal<Profile[]>([]);
export const languages = signal<string[]>(["en"]);
export const decks = signal<Deck[]>([]);
export const due = signal<DueCounts | null>(null);
/** one sentence about the last failure, or empty */
export const problem = signal("");
/** one sentence about the last success, or empty; screen readers announce it */
export const notice = signal("");

/** Shows the sentence of an error. A lost connection has a banner of its own. */
export function report(e: unknown): void {
  if (e instanceof APIError) {
    if (e.kind !== "offline" && e.kind !== "denied") problem.value = e.message;
    return;
  }
  problem.value = t("app.unexpected", { why: e instanceof Error ? e.message : String(e) });
}

/** Runs what the learner asked for, shows an error, and reports whether it succeeded. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  problem.value = "";
  notice.value = "";
  try {
    await work();
    return true;
  } catch (e) {
    report(e);
    return false;
  }
}

function take(a: SettingsAnswer): void {
  settings.value = a.values;
  profiles.value = a.profiles;
  languages.value = a.languages;
  setLang(a.values.lang);
}

export async function load(): Promise<void> {
  const s = await api.status();
  rescue.value = s.rescue ?? null;
  if (s.rescue) return;
  const a = await api.settings();
  status.value = s;
  take(a);
  // The program does not know the learner's time zone, which decides when a day begins.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!a.values.zone && zone) await saveSettings({ zone });
}

/** the last save: saves are sent one after another, and only the last answer has every change */
let saving: Promise<unknown> = Promise.resolve();
let saves = 0;

export async function saveSettings(part: Partial<Settings>): Promise<void> {
  const before = settings.value;
  if (before) settings.value = { ...before, ...part };
  if (part.lang) setLang(part.lang);
  const mine = ++saves;
  const sent = saving.then(() => api.saveSettings(part));
  saving = sent.catch(() => undefined);
  try {
    const answer = await sent;
    if (mine === saves) take(answer);
  } catch (e) {
    if (mine === saves) {
      settings.value = before;
      if (before) setLang(before.lang);
    }
    throw e;
  }
}

/** Saves a change of the settings and announces it to screen readers. */
export const keep = (part: Partial<Settings>) =>
  attempt(async () => {
    await saveSettings(part);
    notice.value = t("app.saved");
  });

export async function refresh(): Promise<void> {
  const [s, list, d] = await Promise.all([api.status(), api.decks(), api.due()]);
  status.value = s;
  decks.value = list;
  due.value = d;
}

/** the timer that asks every two seconds whether the program answers again */
let asking = 0;
effect(() => {
  window.clearInterval(asking);
  if (!online.value) asking = window.setInterval(() => void retry(), 2000);
});

export async function retry(): Promise<void> {
  try {
    if (settings.value === null) await load();
    else status.value = await api.status();
  } catch {
    // The program still does not answer, so the banner stays.
  }
}

// The theme is an attribute, because the content security policy forbids inline styles.
effect(() => {
  const theme = settings.value?.theme ?? "auto";
  document.documentElement.dataset["theme"] = theme;
});
