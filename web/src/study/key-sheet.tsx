// The list of all keys that mean something in a session.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Command, View } from "../api/types";
import { t, type Key } from "../i18n/index";
import { settings } from "../state/app";
import { defaultKeys, keyFor, takesTyped, waitsForAnswer } from "./keys";

/** whether the list is open */
export const keySheet = signal(false);

const ORDER: Command[] = [
  "show",
  "again",
  "hard",
  "good",
  "easy",
  "knew",
  "missed",
  "repeat",
  "skip",
  "pause",
  "undo",
  "explain",
  "suspend",
  "slower",
  "faster",
  "yes",
  "no",
  "help",
  "stop",
];

/** Returns the name of a key for people, with the space bar in words. */
export const keyText = (name: string): string => name.replace(/ $/, t("settings.space"));

export function KeySheet({ v }: { v: View | null }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const map = settings.value?.keys ?? defaultKeys;
  const rows = ORDER.map((c) => [c, keyFor(c, map, v)] as const).filter(([, key]) => key !== "");
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="key-sheet" onClose={() => (keySheet.value = false)}>
      <h2 id="key-sheet">{t("keys.title")}</h2>
      {waitsForAnswer(v) && <p class="hint">{t("keys.typing")}</p>}
      <dl class="key-sheet">
        {rows.map(([c, key]) => (
          <div key={c}>
            <dt>
              <kbd>{keyText(key)}</kbd>
            </dt>
            <dd>{t(("command." + c) as Key)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>{t("keys.undo")}</kbd>
          </dt>
          <dd>{t("command.undo")}</dd>
        </div>
        <div>
          <dt>
            <kbd>{takesTyped(v) ? "Alt+?" : "?"}</kbd>
          </dt>
          <dd>{t("keys.title")}</dd>
        </div>
      </dl>
      <div class="row end">
        <button type="button" class="button primary" onClick={() => dialog.current?.close()}>
          {t("keys.close")}
        </button>
      </div>
    </dialog>
  );
}
