// The workload of each day of the week: one select for each day.

import { useId } from "preact/hooks";
import type { Ease, DayName, Settings } from "../api/types";
import { lang, t } from "../i18n/index";
import { keep } from "../state/app";
import { Select } from "../ui/field";

const DAYS: DayName[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Returns the name of a day in the page's language. The first day of 2024 was a Monday. */
const dayName = (i: number) =>
  new Intl.DateTimeFormat(lang.value, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + i)));

export function EasyDays({ s }: { s: Settings }) {
  const hint = useId();
  const choices: [Ease, string][] = [
    ["normal", t("settings.dayNormal")],
    ["fewer", t("settings.dayFewer")],
    ["minimum", t("settings.dayMinimum")],
  ];
  return (
    <fieldset class="easy-days" aria-describedby={hint}>
      <legend>{t("settings.easyDays")}</legend>
      <p id={hint} class="hint">
        {t("settings.easyDaysAbout")}
      </p>
      <div class="grid">
        {DAYS.map((d, i) => (
          <Select
            key={d}
            label={dayName(i)}
            value={s.easy_days[d]}
            options={choices}
            onChange={(ease) => void keep({ easy_days: { ...s.easy_days, [d]: ease } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
