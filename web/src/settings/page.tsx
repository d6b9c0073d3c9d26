// The settings page. Each change is saved at once.

import { useEffect, useId, useState } from "preact/hooks";
import type { ProfileID, Settings } from "../api/types";
import { lang, languageNames, num, t } from "../i18n/index";
import { Enrol } from "../microphone/enrol";
import { MicCheck } from "../microphone/mic-check";
import { keep, languages, profiles, settings } from "../state/app";
import { Choice, Select, Slider, Switch } from "../ui/field";
import { Retention } from "../ui/retention";
import { EasyDays } from "./easy-days";
import { Engines } from "./engines";
import { ButtonMap, KeyMap } from "./key-map";
import { Pronounce } from "./pronounce";
import { Steps } from "./steps";
import { VoiceChoice } from "./voice-choice";
import { YourData } from "./your-data";

// The answer gap, in ms, in steps that feel equally large. The slider's value is the step.
const GAPS = [600, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10000, 15000, 20000, 30000, 45000, 60000, 0];
const gapStep = (ms: number) => {
  if (ms === 0) return GAPS.length - 1;
  const at = GAPS.findIndex((g) => g === 0 || g >= ms);
  return at < 0 ? GAPS.length - 2 : at;
};

export function SettingsPage() {
  const s = settings.value;
  if (!s) return null;
  return (
    <>
      <h1 tabIndex={-1}>{t("settings.title")}</h1>
      <Studying s={s} />
      <Sounds s={s} />
      <section aria-labelledby="mic-check" class="form">
        <h2 id="mic-check">{t("check.title")}</h2>
        <MicCheck />
      </section>
      <section aria-labelledby="enrol" class="form">
        <h2 id="enrol">{t("enrol.title")}</h2>
        <Enrol />
      </section>
      <section aria-labelledby="engines" class="form">
        <h2 id="engines">{t("settings.servers")}</h2>
        <Engines s={s} />
      </section>
      <Look s={s} />
      <section aria-labelledby="keys">
        <h2 id="keys">{t("settings.keys")}</h2>
        <details>
          <summary>{t("settings.keysFold")}</summary>
          <KeyMap s={s} />
        </details>
        <details>
          <summary>{t("settings.buttonsFold")}</summary>
          <ButtonMap s={s} />
        </details>
      </section>
      <YourData />
    </>
  );
}

function Studying({ s }: { s: Settings }) {
  const id = useId();
  const rollover = useId();
  return (
    <section aria-labelledby={id} class="form">
      <h2 id={id}>{t("settings.studying")}</h2>
      <Choice
        legend={t("settings.profile")}
        value={s.profile}
        options={profiles.value.map((p) => ({ value: p.id, title: p.title, about: p.about }))}
        onChange={(profile: ProfileID) => void keep({ profile })}
      />
      <NumberField
        label={t("settings.newPerDay")}
        value={s.new_per_day}
        min={0}
        max={9999}
        onChange={(n) => void keep({ new_per_day: n })}
      />
      <Retention cost value={s.retention} onChange={(retention) => void keep({ retention })} />
      <Slider
        label={t("settings.gap")}
        about={t("settings.gapAbout")}
        min={0}
        max={GAPS.length - 1}
        step={1}
        value={gapStep(s.answer_gap_ms)}
        show={(step) => (GAPS[step] ? t("settings.seconds", { n: num(GAPS[step]! / 1000, 1) }) : t("settings.gapOff"))}
        onChange={(step) => void keep({ answer_gap_ms: GAPS[step]! })}
      />
      <div class="field">
        <label for={rollover}>{t("settings.rollover")}</label>
        <select
          id={rollover}
          value={String(s.rollover_hour)}
          onChange={(e) => void keep({ rollover_hour: Number(e.currentTarget.value) })}
        >
          {Array.from({ length: 24 }, (_, h) => (
            <option key={h} value={String(h)}>
              {hour(h)}
            </option>
          ))}
        </select>
      </div>
      <Switch
        label={t("settings.bury")}
        checked={s.bury_siblings}
        onChange={(bury_siblings) => void keep({ bury_siblings })}
      />
      <EasyDays s={s} />
      <Switch
        label={t("settings.twoGrades")}
        about={t("settings.twoGradesAbout")}
        checked={s.two_button}
        onChange={(two_button) => void keep({ two_button })}
      />
      <Steps
        label={t("settings.steps")}
        about={t("settings.stepsAbout")}
        value={s.learning_steps}
        onChange={(learning_steps) => void keep({ learning_steps })}
      />
      <Steps
        label={t("settings.stepsAgain")}
        about={t("settings.stepsAgainAbout")}
        value={s.relearning_steps}
        onChange={(relearning_steps) => void keep({ relearning_steps })}
      />
    </section>
  );
}

const hour = (h: number) =>
  new Intl.DateTimeFormat(lang.value, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(Date.UTC(2000, 0, 1, h)),
  );

function Sounds({ s }: { s: Settings }) {
  const id = useId();
  return (
    <section aria-labelledby={id} class="form">
      <h2 id={id}>{t("settings.sound")}</h2>
      <VoiceChoice s={s} />
      <Pronounce s={s} />
      <Switch
        label={t("settings.earcons")}
        about={t("settings.earconsAbout")}
        checked={s.earcons}
        onChange={(earcons) => void keep({ earcons })}
      />
      <Switch
        label={t("settings.headphones")}
        about={t("settings.headphonesAbout")}
        checked={s.headphones}
        onChange={(headphones) => void keep({ headphones })}
      />
      <Switch
        label={t("settings.pushToTalk")}
        about={t("settings.pushToTalkAbout")}
        checked={s.push_to_talk}
        onChange={(push_to_talk) => void keep({ push_to_talk })}
      />
      <Switch
        label={t("settings.controlWords")}
        about={t("settings.controlWordsAbout")}
        checked={s.control_words}
        onChange={(control_words) => void keep({ control_words })}
      />
    </section>
  );
}

function Look({ s }: { s: Settings }) {
  const id = useId();
  return (
    <section aria-labelledby={id} class="form">
      <h2 id={id}>{t("settings.look")}</h2>
      <Select
        label={t("settings.lang")}
        value={s.lang}
        options={languages.value.map((l) => [l, languageNames[l] ?? l])}
        onChange={(l) => void keep({ lang: l })}
      />
      <Choice
        legend={t("settings.theme")}
        value={s.theme}
        options={[
          { value: "auto", title: t("settings.themeAuto") },
          { value: "light", title: t("settings.themeLight") },
          { value: "dark", title: t("settings.themeDark") },
        ]}
        onChange={(theme) => void keep({ theme })}
      />
    </section>
  );
}

function NumberField(p: { label: string; value: number; min: number; max: number; onChange: (n: number) => void }) {
  const id = useId();
  const [text, setText] = useState(String(p.value));
  useEffect(() => setText(String(p.value)), [p.value]);
  return (
    <div class="field">
      <label for={id}>{p.label}</label>
      <input
        id={id}
        class="short"
        type="number"
        inputMode="numeric"
        min={p.min}
        max={p.max}
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
        onChange={(e) => {
          const n = e.currentTarget.valueAsNumber;
          if (Number.isInteger(n) && n >= p.min && n <= p.max) p.onChange(n);
          else setText(String(p.value));
        }}
      />
    </div>
  );
}
