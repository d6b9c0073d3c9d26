// From a key to its command, by the learner's map of keys.

import type { Command, SessionEvent, View } from "../api/types";

/** what a key does: a command, or push-to-talk while it is held */
export type KeyAction = Command | "talk";

/** the map of keys before the learner changes it */
export const defaultKeys: Record<string, KeyAction> = {
  " ": "show",
  Enter: "show",
  "1": "again",
  "2": "hard",
  "3": "good",
  "4": "easy",
  ArrowRight: "knew",
  ArrowLeft: "missed",
  r: "repeat",
  s: "skip",
  p: "pause",
  u: "undo",
  h: "help",
  e: "explain",
  y: "yes",
  n: "no",
  "-": "slower",
  "+": "faster",
  t: "talk",
  Escape: "stop",
};

/** Returns the name of a key in the map: letters are lower case. */
export const normal = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

const SIGNS: Record<string, string> = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** Returns the name of a key for people. */
export const keyName = (key: string): string => SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
}

/**
 * Returns the action for a key. The key for "show" means yes while an answer is read back, takes
 * the suggested grade after an answer, and continues a paused session.
 */
export function keyCommand(k: Pressed, map: Record<string, string>, view: View | null): KeyAction | null {
  if (k.ctrlKey || k.altKey || k.metaKey || k.repeat) return null;
  const name = (map[normal(k.key)] ?? "") as KeyAction | "";
  if (!name) return null;
  switch (view?.phase) {
    case "paused":
      return name === "pause" || name === "show" ? "resume" : name;
    case "reading":
      return name === "show" ? "pause" : name;
    case "confirming":
    case "checking":
      return name === "show" ? "yes" : name;
    case "revealed":
      if (name !== "show") return name;
      return view.grades?.find((g) => g.grade === view.verdict?.suggested)?.command ?? null;
  }
  return name;
}

export const commandEvent = (command: Command, how: "key" | "touch" | "button"): SessionEvent => ({
  event: "command",
  command,
  how,
});

/** Reports whether the focused control handles a key itself. */
export function belongsToControl(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return true;
  if (target.closest("dialog[open]")) return true;
  if (key === " " || key === "Enter") return target.closest("button, a[href], summary, input, label") !== null;
  if (key.startsWith("Arrow")) return target.closest("input[type=radio]") !== null;
  return false;
}
