// The field for learning steps, the short delays before a card returns after whole days.

import { useEffect, useId, useState } from "preact/hooks";
import { t } from "../i18n/index";
import { readSteps, writeSteps } from "./steps-text";

export function Steps(p: { label: string; about: string; value: number[]; onChange: (steps: number[]) => void }) {
  const id = useId();
  const written = writeSteps(p.value, t("settings.stepDay"));
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
