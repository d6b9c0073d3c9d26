// What the whole page knows: the program's state, the learner's settings, the decks.

import { effect, signal } from "@preact/signals";
import { api, APIError, online } from "../api/client";
import type { Deck, Due, Profile, Rescue, Settings, SettingsAnswer, Status } from "../api/types";
import { setLang, t } from "../i18n/index";

export const status = signal<Status | null>(null);
/** what can be done where the collection cannot be read; null where it can */
export const rescue = signal<Rescue | null>(null);
export const settings = signal<Settings | null>(null);
export const profiles = signal<Profile[]>([]);
export const languages = signal<string[]>(["en"]);
export const decks = signal<Deck[]>([]);
export const due = signal<Due | null>(null);
/** one sentence about what failed last; empty when nothing did */
export const problem = signal("");
/** one sentence about what went well, for the screen reader too */
export const notice = signal("");

/** Shows an error as the API's one sentence. Lost connections have their own banner. */
export function report(e: unknown): void {
  if (e instanceof APIError) {
    if (e.kind !== "offline" && e.kind !== "denied") problem.value = e.message;
    return;
  }
  problem.value = t("app.unexpected", { why: e instanceof Error ? e.message : String(e) });
}

/** Runs something the learner asked for; false and a message when it failed. */
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
  // The program cannot know where the learner's days begin and end; the page does.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!a.values.zone && zone) await saveSettings({ zone });
}

/** saves are sent one after another; only the last one's answer holds every change */
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

/** Keeps a change of the settings and says so to the screen reader. */
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

/** Asks now and then whether the program is back. */
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
    // still away: the banner stays
  }
}

// The theme is an attribute, since a strict policy forbids inline styles.
effect(() => {
  const theme = settings.value?.theme ?? "auto";
  document.documentElement.dataset["theme"] = theme;
});
