// The settings that an import took, those it left out, and taking these after a confirmation.

import { useId, useState } from "preact/hooks";
import type { ImportResult, SettingLeft } from "../api/types";
import { t, type Key } from "../i18n/index";
import { Confirm } from "../ui/dialog";
import { offered, takeSettings } from "./jobs";

/** the names of settings on the settings page */
const names: Record<string, Key> = {
  profile: "settings.profile",
  listening: "add.settingListening",
  headphones: "settings.headphones",
  control_words: "settings.controlWords",
  push_to_talk: "settings.pushToTalk",
  voice_command: "add.settingVoiceCommand",
  recogniser: "settings.recogniser",
  wyoming_hear: "settings.wyomingHear",
  wyoming_speak: "settings.wyomingSpeak",
  rate: "settings.rate",
  pitch: "settings.pitch",
  answer_gap_ms: "settings.gap",
  new_per_day: "settings.newPerDay",
  retention: "settings.retention",
  rollover_hour: "settings.rollover",
  bury_siblings: "settings.bury",
  easy_days: "settings.easyDays",
  two_button: "settings.twoGrades",
  learning_steps: "settings.steps",
  relearning_steps: "settings.stepsAgain",
  earcons: "settings.earcons",
  pronounce: "settings.say",
  lang: "settings.lang",
  theme: "settings.theme",
};

const nameOf = (key: string) => (names[key] ? t(names[key]) : key);

/** Returns a value as text, as yes or no, or as JSON. */
function shownValue(s: SettingLeft): string {
  try {
    const v: unknown = JSON.parse(s.value ?? "");
    if (typeof v === "boolean") return t(v ? "add.settingYes" : "add.settingNo");
    if (typeof v === "string") return v;
  } catch {
    // It is not JSON, so show it unchanged.
  }
  return s.value ?? "";
}

const whyOf = (s: SettingLeft) => (s.class && s.class !== "preference" ? t(`add.left.${s.class}`) : s.why);

export function ImportedSettings({ job, result }: { job: number; result: ImportResult }) {
  const [asking, setAsking] = useState(false);
  const head = useId();
  const taken = [...new Set(result.settings_taken ?? [])];
  const left = result.settings_left ?? [];
  if (taken.length === 0 && left.length === 0) return null;
  const offer = offered(left);
  const program = left.some((s) => s.ask && s.class === "program") && <p class="hint">{t("add.settingsProgram")}</p>;
  return (
    <section aria-labelledby={head}>
      <h4 id={head}>{t("add.settings")}</h4>
      {taken.length > 0 && <p>{t("add.settingsTaken", { names: taken.map(nameOf).join(", ") })}</p>}
      {left.length > 0 && (
        <details>
          <summary>{t("add.settingsLeft")}</summary>
          <ul>
            {left.slice(0, 200).map((s, i) => (
              <li key={i}>
                {nameOf(s.key)}: {whyOf(s)}
              </li>
            ))}
          </ul>
          {program}
        </details>
      )}
      {offer.length > 0 && (
        <button type="button" class="button quiet" onClick={() => setAsking(true)}>
          {t("add.settingsLook")}
        </button>
      )}
      {asking && (
        <Confirm
          title={t("add.settingsTitle", { file: result.file })}
          yes={t("add.settingsYes")}
          onYes={() => void takeSettings(job)}
          onClose={() => setAsking(false)}
        >
          <p>{t("add.settingsAbout")}</p>
          <ul>
            {offer.map((s) => (
              <li key={s.key}>
                {nameOf(s.key)}: <b>{shownValue(s)}</b>
              </li>
            ))}
          </ul>
          {program}
        </Confirm>
      )}
    </section>
  );
}
