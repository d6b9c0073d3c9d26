// The switch for listening, and the sign that the microphone is open. The sign is in the same place
// on every page and uses words, shape and colour.

import { t, type Key } from "../i18n/index";
import { attempt, saveSettings, settings } from "../state/app";
import { MicIcon, MicOffIcon } from "../ui/icons";
import { closeEars, hearing, mic, openEars } from "./ears";

async function turn(on: boolean): Promise<void> {
  const s = settings.value;
  if (on) await openEars(s?.lang ?? "en", s?.headphones ?? false);
  else closeEars();
  if (s && s.listening !== on) await attempt(() => saveSettings({ listening: on }));
}

export function MicSwitch() {
  const m = mic.value;
  const on = m.state === "open" || m.state === "loading";
  return (
    <button
      type="button"
      class={"mic " + m.state + (hearing.value ? " hearing" : "")}
      role="switch"
      aria-checked={on}
      onClick={() => void turn(!on)}
    >
      {on ? <MicIcon /> : <MicOffIcon />}
      <span class="mic-name">{t("mic.listen")}</span>
      {m.state === "open" && <span class="mic-dot" aria-hidden="true" />}
    </button>
  );
}

/** The line below the header that tells the state of the microphone. */
export function MicLine() {
  const m = mic.value;
  if (m.state === "loading") {
    return (
      <p class="mic-line" role="status">
        <span>{t("mic.loading")}</span> <progress aria-label={t("mic.loading")} max={1} value={m.part} />
      </p>
    );
  }
  if (m.state === "open") {
    return (
      <p class="mic-line open" role="status">
        <MicIcon /> {t("mic.on")}
      </p>
    );
  }
  if (m.state === "problem") {
    return (
      <p class="mic-line problem" role="status">
        {t(("mic." + m.reason) as Key)}
      </p>
    );
  }
  return null;
}
