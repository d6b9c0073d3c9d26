// The microphone: only a press opens it, and the page shows while it is open. The recogniser is in
// src/listen and loads with the first use.

import { signal } from "@preact/signals";
import { api } from "../api/client";
import { assetFinder } from "../assets";
import { boundWorker } from "../host/bound-worker";
import { inBrowser } from "../host/state";
import { t } from "../i18n/index";
import type { Level } from "../listen/check";
import type { Grammar, Listener, ListenEvent, ProblemReason } from "../listen/index";
import { problem } from "../state/app";
import type { EarEvent, EarPort } from "./port";
import { prepareSecond, second, type Second } from "./second";

export type MicState =
  | { state: "off" }
  | { state: "loading"; part: number }
  | { state: "open" }
  | { state: "problem"; reason: ProblemReason; message: string };

export const mic = signal<MicState>({ state: "off" });
/** whether the recogniser waits for words now; the microphone may be open without that */
export const hearing = signal(false);
/** loudness from 0 to 1, for the sign that shows that sound arrives */
export const level = signal(0);

interface Request {
  grammar: Grammar;
  timeoutMs: number;
  hold: boolean;
  gated: boolean;
}

let listener: Listener | null = null;
/** the language of the loaded model, and whether speech may cut a prompt */
let opened = { lang: "", headphones: false };
/** the request that waits for the model of its language */
let waiting: Request | null = null;
let opening: Promise<void> | null = null;
let sink: (e: EarEvent) => void = () => {};
let changed: () => void = () => {};

/** another recogniser that hears this request too; its result takes precedence */
let other: Second | null = null;
let asked: { grammar: Grammar } | null = null;

let watcher: ((l: Level) => void) | null = null;

/** Calls fn with the level ten times a second while the microphone is open; null ends that. */
export function levelsTo(fn: ((l: Level) => void) | null): void {
  watcher = fn;
}

let recorder: ((pcm: Float32Array) => void) | null = null;

/**
 * Calls fn with the trimmed sound of each utterance just before its outcome; null ends that.
 * Meanwhile no other recogniser is used.
 */
export function soundTo(fn: ((pcm: Float32Array) => void) | null): void {
  recorder = fn;
}

/** Loads the learner's templates of words into the recogniser. */
export async function recallWords(): Promise<void> {
  if (listener) listener.enrol(await api.enrolment());
}

/**
 * Sets who gets what is heard, and who is told when the microphone opens or closes. The returned
 * function ends that, unless a later call has replaced it.
 */
export function earsTo(onEvent: (e: EarEvent) => void, onChange: () => void): () => void {
  sink = onEvent;
  changed = onChange;
  return () => {
    if (sink !== onEvent) return;
    sink = () => {};
    changed = () => {};
    ears.cancel();
  };
}

/** Opens the microphone. Call it in response to a press, or the browser may refuse. */
export function openEars(lang: string, headphones: boolean): Promise<void> {
  opening ??= open(lang, headphones).finally(() => (opening = null));
  return opening;
}

async function open(lang: string, headphones: boolean): Promise<void> {
  mic.value = { state: "loading", part: 0 };
  try {
    const [{ createListener, LANGUAGES }, asset] = await Promise.all([import("../listen/index"), assetFinder()]);
    listener ??= createListener({
      asset,
      ...(inBrowser ? { worker: boundWorker } : {}),
      onEvent: received,
      onProgress: (loaded, total) => {
        if (mic.value.state === "loading") mic.value = { state: "loading", part: total > 0 ? loaded / total : 0 };
      },
    });
    opened = { lang: LANGUAGES.includes(lang) ? lang : "en", headphones };
    // A failure to load the templates is no reason not to listen.
    await Promise.all([listener.start(opened), prepareSecond(opened.lang), recallWords().catch(() => {})]);
    // The learner may have switched it off while it loaded.
    if ((mic.value as MicState).state !== "loading") {
      listener.stop();
      return;
    }
    mic.value = { state: "open" };
  } catch (e) {
    if ((mic.value as MicState).state === "off") return;
    const p = e as { reason?: ProblemReason; message?: string };
    mic.value = { state: "problem", reason: p.reason ?? "internal", message: p.message ?? String(e) };
  }
  changed();
}

export function closeEars(): void {
  asked = null;
  other?.cancel();
  other = null;
  listener?.stop();
  hearing.value = false;
  level.value = 0;
  mic.value = { state: "off" };
  changed();
}

function received(e: ListenEvent): void {
  switch (e.kind) {
    case "level":
      watcher?.({ db: e.db, voice: e.voice });
      level.value = Math.max(0, Math.min(1, (e.db - e.floor_db) / 40));
      return;
    case "problem":
      hearing.value = false;
      if (e.reason !== "internal") {
        listener?.stop();
        mic.value = { state: "problem", reason: e.reason, message: e.message };
        changed();
      } else problem.value = t("mic.behind");
      sink({ kind: "problem" });
      return;
    case "heard":
    case "no_match":
      if (e.pcm) recorder?.(e.pcm);
      if (other && asked && e.pcm) void ask(other, asked, e);
      else outcome(e);
      return;
    case "silence":
      outcome(e);
      return;
    case "speech_start":
      sink(e);
  }
}

function outcome(e: Extract<ListenEvent, { kind: "heard" | "no_match" | "silence" }>): void {
  hearing.value = false;
  asked = null;
  other?.cancel();
  other = null;
  if (e.kind === "heard")
    sink({
      kind: "heard",
      text: e.text,
      confidence: e.confidence,
      verdict: e.verdict,
      alternatives: e.alternatives.map((a) => a.text),
    });
  else sink({ kind: e.kind });
}

/** Reports the result of the other recogniser, or ours if the other fails. */
async function ask(
  by: Second,
  request: NonNullable<typeof asked>,
  ours: Extract<ListenEvent, { kind: "heard" | "no_match" }>,
): Promise<void> {
  const heard = await by.judge(ours.pcm!, request.grammar).catch(() => null);
  if (asked !== request) return; // the request was cancelled or replaced meanwhile
  if (!heard) {
    outcome(ours);
    return;
  }
  hearing.value = false;
  asked = null;
  other = null;
  sink(heard);
}

function listen({ grammar, timeoutMs, hold, gated }: Request): void {
  other?.cancel();
  other = recorder ? null : second(grammar.lang);
  asked = { grammar };
  listener!.listen(grammar, { timeoutMs, hold, gated, sound: other !== null || recorder !== null });
}

export const ears: EarPort = {
  get ready() {
    return mic.value.state === "open";
  },
  listen(grammar, timeoutMs, hold, gated = false) {
    if (!listener || !grammar) return;
    const g = grammar as Grammar;
    hearing.value = !gated;
    waiting = null;
    if (g.lang === opened.lang) listen({ grammar: g, timeoutMs, hold, gated });
    else void changeLanguage({ grammar: g, timeoutMs, hold, gated });
  },
  begin() {
    if (!asked) return;
    hearing.value = true;
    listener?.begin();
  },
  end() {
    listener?.end();
  },
  open() {
    if (waiting) waiting.gated = false;
    if (asked || waiting) hearing.value = true;
    listener?.open();
  },
  startTimer() {
    if (waiting) waiting.hold = false;
    else listener?.startTimer();
  },
  cancel() {
    waiting = null;
    hearing.value = false;
    asked = null;
    other?.cancel();
    other = null;
    listener?.cancel();
  },
};

/** Loads the model of a request's language, if that is not the loaded one, and then listens. */
async function changeLanguage(request: Request): Promise<void> {
  waiting = request;
  opened = { ...opened, lang: request.grammar.lang };
  try {
    await Promise.all([listener!.start(opened), prepareSecond(opened.lang)]);
  } catch (e) {
    const p = e as { reason?: ProblemReason; message?: string };
    if (waiting === request)
      received({ kind: "problem", reason: p.reason ?? "assets", message: p.message ?? String(e) });
    return;
  }
  if (waiting !== request) return;
  waiting = null;
  listen(request);
}
