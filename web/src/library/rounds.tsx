// The other ways to study: a daily or weekly round, a challenge, a duel.

import type { Mode } from "../api/types";
import { t, type Key } from "../i18n/index";
import { profiles, settings } from "../state/app";
import { study } from "../study/start";

const ROUNDS: Mode[] = ["daily", "weekly", "challenge", "duel"];

export function Rounds() {
  const profile = profiles.value.find((p) => p.id === settings.value?.profile);
  return (
    <details class="rounds">
      <summary>{t("library.rounds")}</summary>
      <ul>
        {ROUNDS.filter((m) => profile?.modes?.includes(m) ?? true).map((m) => (
          <li key={m}>
            <button
              type="button"
              class="button"
              aria-describedby={"round-" + m}
              onClick={() => void study({ mode: m })}
            >
              {t(("mode." + m) as Key)}
            </button>
            <span id={"round-" + m} class="hint">
              {t(("mode." + m + "About") as Key)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
