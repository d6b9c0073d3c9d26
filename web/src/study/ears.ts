// The microphone's life in the page: opened only by a press, shown while open.
// The recogniser itself is in src/listen and loads with the first use.

import { signal } from "@preact/signals";
import { assetFinder } from "../assets";
import type { Grammar, Listener, ListenEvent, ProblemReason } from "../listen/index";
import type { EarEvent, EarPort } from "./ports";

export type MicState =
  | { state: "off" }
  | { state: "loading"; part: number }
  | { state: "open" }
  | { state: "problem"; reason: ProblemReason; message: string };

export const mic = signal<MicState>({ state: "off" });
/** the recogniser waits for words right now, not merely the microphone open */
export const hearing = signal(false);
/** 0 to 1, for the sign that shows that sound arrives */
export const level = signal(0);

let listener: Listener | null = null;
let opening: Promise<void> | null = null;
let sink: (e: EarEvent) => void = () => {};
let changed: () => void = () => {};

/**
 * Who gets what is heard, and who is told when the microphone opens or closes.
 * The function returned gives that up, unless someone else has it already.
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

/** Opens the microphone. Call it from a press, or the browser may refuse. */
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
      onEvent: received,
      onProgress: (loaded, total) => {
        if (mic.value.state === "loading") mic.value = { state: "loading", part: total > 0 ? loaded / total : 0 };
      },
    });
    await listener.start({ lang: LANGUAGES.includes(lang) ? lang : "en", headphones });
    // Switched off while it loaded.
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
  listener?.stop();
  hearing.value = false;
  level.value = 0;
  mic.value = { state: "off" };
  changed();
}

function received(e: ListenEvent): void {
  switch (e.kind) {
    case "level":
      level.value = Math.max(0, Math.min(1, (e.db - e.floor_db) / 40));
      return;
    case "problem":
      hearing.value = false;
      if (e.reason !== "internal") {
        listener?.stop();
        mic.value = { state: "problem", reason: e.reason, message: e.message };
        changed();
      }
      sink({ kind: "problem" });
      return;
    case "heard":
      hearing.value = false;
      sink({ kind: "heard", text: e.text, confidence: e.confidence, verdict: e.verdict, alternatives: e.alternatives.map((a) => a.text) });
      return;
    case "no_match":
    case "silence":
      hearing.value = false;
      sink(e);
      return;
    case "speech_start":
      sink(e);
  }
}

export const ears: EarPort = {
  get ready() {
    return mic.value.state === "open";
  },
  listen(grammar, timeoutMs, hold) {
    if (!listener || !grammar) return;
    hearing.value = true;
    listener.listen(grammar as Grammar, { timeoutMs, hold });
  },
  startTimer: () => listener?.startTimer(),
  cancel() {
    hearing.value = false;
    listener?.cancel();
  },
};

/** Push-to-talk. */
export const talk = { begin: () => listener?.begin(), end: () => listener?.end() };
