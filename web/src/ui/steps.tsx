// The short delays before a card comes back by days: "1m 10m" for a person, seconds for the program.

import { useEffect, useId, useState } from "preact/hooks";
import { t } from "../i18n/index";

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400, j: 86400 };

/** The steps in seconds, null where the words are no steps that grow, from a second to a year. */
export function readSteps(words: string): number[] | null {
  const steps: number[] = [];
  for (const word of words.trim().split(/[\s,;]+/).filter((w) => w !== "")) {
    const parts = /^(\d{1,8})(s|m|min|h|d|j)?$/i.exec(word);
    if (!parts) return null;
    const seconds = Number(parts[1]) * UNITS[(parts[2] ?? "m")[0]!.toLowerCase()]!;
    if (seconds < 1 || seconds > 366 * 86400 || seconds <= (steps.at(-1) ?? 0)) return null;
    steps.push(seconds);
  }
  return steps.length > 20 ? null : steps;
}

export const writeSteps = (steps: number[]): string =>
  steps
    .map((n) => {
      const unit = (["d", "h", "m"] as const).find((u) => n % UNITS[u]! === 0) ?? "s";
      return n / UNITS[unit]! + (unit === "d" ? t("settings.stepDay") : unit);
    })
    .join(" ");

export function Steps(p: { label: string; about: string; value: number[]; onChange: (steps: number[]) => void }) {
  const id = useId();
  const written = writeSteps(p.value);
  const [words, setWords] = useState(written);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setWords(written), [written]);
  return (
    <div class="field">
      <label for={id}>{p.label}</label>
      <input
        id={id}
        class="short"
        value={words}
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={wrong}
        aria-describedby={id + "a"}
        onInput={(e) => setWords(e.currentTarget.value)}
        onChange={(e) => {
          const steps = readSteps(e.currentTarget.value);
          setWrong(steps === null);
          if (steps) p.onChange(steps);
        }}
      />
      <p id={id + "a"} class="hint" role={wrong ? "alert" : undefined}>
        {wrong ? t("settings.stepsWrong") : p.about}
      </p>
    </div>
  );
}
