// From a key to its command, by the learner's map of keys.

import type { Command, SessionEvent, View } from "../api/types";

/** what a key does: a command, push-to-talk while it is held, or the list of all keys */
export type KeyAction = Command | "talk" | "keys";

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
  shiftKey: boolean;
  repeat: boolean;
}

/** Reports whether a card waits for an answer at the desk, where typing means the answer. */
export function waitsForAnswer(view: View | null): boolean {
  if (view?.profile !== "desk" || !view.card) return false;
  return view.phase === "asking" || view.phase === "answering" || view.phase === "confirming";
}

/** Reports whether the answer to the card at hand is typed into a field. */
export function takesTyped(view: View | null): boolean {
  return (
    waitsForAnswer(view) && view!.phase !== "confirming" && !view!.card!.choices?.length && view!.card!.kind !== "info"
  );
}

/** Reports whether a key writes a character that may belong to an answer. */
export const writes = (k: Pressed): boolean => [...k.key].length === 1 && k.key !== " " && !k.ctrlKey && !k.metaKey;

/** Reports whether a command needs Alt, because its key may be part of an answer. */
function needsAlt(name: KeyAction, k: Pressed, view: View | null): boolean {
  if (view?.phase === "confirming" && (name === "yes" || name === "no")) return false;
  return waitsForAnswer(view) && writes(k);
}

/** Returns the choice that a digit means, from 0; null for none. */
export function chosen(k: Pressed, view: View | null): number | null {
  if (!waitsForAnswer(view) || k.ctrlKey || k.altKey || k.metaKey || k.repeat) return null;
  const n = Number(k.key) - 1;
  return k.key !== " " && Number.isInteger(n) && n >= 0 && n < (view!.card!.choices?.length ?? 0) ? n : null;
}

/**
 * Returns the action for a key. The key for "show" means yes while an answer is read back, takes
 * the suggested grade after an answer, or else Good, and continues a paused session.
 *
 * While a card waits for an answer at the desk, letters and digits are the answer. Their commands
 * need Alt there.
 */
export function keyCommand(k: Pressed, map: Record<string, string>, view: View | null): KeyAction | null {
  if (k.repeat) return null;
  if (k.ctrlKey || k.metaKey) return normal(k.key) === "z" && !k.altKey && !k.shiftKey ? "undo" : null;
  if (k.key === "?") return "keys";
  const name = (map[normal(k.key)] ?? "") as KeyAction | "";
  if (!name || k.altKey !== needsAlt(name, k, view)) return null;
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
      return (
        view.grades?.find((g) => g.grade === view.verdict?.suggested)?.command ??
        view.grades?.find((g) => g.command === "good" || g.command === "knew")?.command ??
        null
      );
  }
  return name;
}

/** Returns how a command is given by key at this moment, for its button; "" if there is no key. */
export function keyFor(command: Command, map: Record<string, string>, view: View | null): string {
  const keys = Object.keys(map).filter((k) => map[k] === command);
  const key = keys.find((k) => k.length > 1 || k === " ") ?? keys[0];
  if (key === undefined) return "";
  const plain = { key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };
  return (needsAlt(command, plain, view) ? "Alt+" : "") + keyName(key);
}

export const commandEvent = (command: Command, how: "key" | "touch" | "button"): SessionEvent => ({
  event: "command",
  command,
  how,
});

/** the field into which an answer is typed */
export const ANSWER_FIELD = "answer-field";

/** Returns what was pressed. With Alt, some systems write other letters: the key itself counts. */
export function pressedOf(e: KeyboardEvent): Pressed {
  const letter = e.altKey ? /^(?:Key|Digit)([A-Z0-9])$/.exec(e.code)?.[1] : undefined;
  return {
    key: letter?.toLowerCase() ?? e.key,
    ctrlKey: e.ctrlKey,
    altKey: e.altKey,
    metaKey: e.metaKey,
    shiftKey: e.shiftKey,
    repeat: e.repeat,
  };
}

/** Reports whether the focused control handles a key itself. */
export function belongsToControl(k: Pressed, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const key = k.key;
  if (target.id === ANSWER_FIELD && target instanceof HTMLInputElement) {
    if (k.altKey && writes(k)) return false;
    return target.value !== "" || !(key === " " || ((k.ctrlKey || k.metaKey) && normal(key) === "z"));
  }
  if (target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return true;
  if (target.closest("dialog[open]")) return true;
  if (key === " " || key === "Enter") return target.closest("button, a[href], summary, input, label") !== null;
  if (key.startsWith("Arrow")) return target.closest("input[type=radio]") !== null;
  return false;
}
