// The maps of keys and of buttons to commands.

import { useEffect, useState } from "preact/hooks";
import type { ButtonName, Command, Settings } from "../api/types";
import { t, type Key } from "../i18n/index";
import { keep } from "../state/app";
import { defaultKeys, keyName, normal, type KeyAction } from "../study/keys";
import { Select } from "../ui/field";

const COMMANDS: KeyAction[] = [
  "show",
  "again",
  "hard",
  "good",
  "easy",
  "knew",
  "missed",
  "repeat",
  "skip",
  "undo",
  "pause",
  "stop",
  "yes",
  "no",
  "wait",
  "slower",
  "faster",
  "explain",
  "suspend",
  "help",
  "talk",
];
const BUTTONS: ButtonName[] = ["next", "previous", "playpause", "press", "double", "long"];

/** buttons that report no release or are timed, so they cannot be held for push-to-talk */
const TIMED: ButtonName[] = ["press", "double", "long"];

const commandName = (c: KeyAction) => t(("command." + c) as Key);

export function KeyMap({ s }: { s: Settings }) {
  const [changing, setChanging] = useState<KeyAction | null>(null);
  useEffect(() => {
    if (!changing) return;
    const press = (e: KeyboardEvent) => {
      if (e.key === "Shift" || e.key === "Control" || e.key === "Alt" || e.key === "Meta") return;
      if (e.key === "Tab") {
        setChanging(null);
        return;
      }
      e.preventDefault();
      e.stopPropagation();
      const keys = Object.fromEntries(Object.entries(s.keys).filter(([, c]) => c !== changing));
      keys[normal(e.key)] = changing;
      setChanging(null);
      void keep({ keys });
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, [changing, s.keys]);
  return (
    <>
      <p class="hint">{t("settings.keysAbout")}</p>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{t("settings.does")}</th>
            <th scope="col">{t("settings.key")}</th>
            <th scope="col">
              <span class="sr">{t("settings.change")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {COMMANDS.map((c) => (
            <tr key={c}>
              <th scope="row">{commandName(c)}</th>
              <td aria-live="polite">
                {changing === c
                  ? t("settings.pressKey")
                  : Object.entries(s.keys)
                      .filter(([, to]) => to === c)
                      .map(([k]) => <kbd key={k}>{k === " " ? t("settings.space") : keyName(k)}</kbd>)}
              </td>
              <td class="act">
                <button
                  type="button"
                  class="button small"
                  aria-label={t("settings.changeFor", { command: commandName(c) })}
                  onClick={() => setChanging(c)}
                >
                  {t("settings.change")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="button quiet" onClick={() => void keep({ keys: defaultKeys })}>
        {t("settings.resetKeys")}
      </button>
    </>
  );
}

export function ButtonMap({ s }: { s: Settings }) {
  const usual: Record<ButtonName, Command> = {
    next: "knew",
    previous: "missed",
    playpause: "pause",
    press: "knew",
    double: "missed",
    long: "pause",
  };
  return (
    <div class="form">
      <p class="hint">{t("settings.buttonsAbout")}</p>
      <div class="grid">
        {BUTTONS.map((b) => (
          <Select
            key={b}
            label={t(("settings.button." + b) as Key)}
            value={(s.buttons?.[b] as KeyAction | undefined) || usual[b]}
            options={COMMANDS.filter((c) => c !== "talk" || !TIMED.includes(b)).map((c): [KeyAction, string] => [
              c,
              commandName(c),
            ])}
            onChange={(c) => void keep({ buttons: { ...s.buttons, [b]: c } })}
          />
        ))}
      </div>
    </div>
  );
}
