// The name of the phase of the session.

import type { View } from "../api/types";
import { t, type Key } from "../i18n/index";
import { hearing } from "../microphone/ears";
import { MicIcon } from "../ui/icons";

/** Returns the text for the phase of a view. */
export function phaseKey(v: View): Key {
  switch (v.phase) {
    case "reading":
      return "read.reading";
    case "answering":
      return "study.yourTurn";
    case "confirming":
    case "checking":
      return "study.confirming";
    case "revealed":
    case "feedback":
      return "study.answer";
    case "paused":
      return "study.paused";
    case "finished":
      return "study.finished";
  }
  return "study.question";
}

/** The phase, large enough to read at a glance from a distance. */
export function Sign({ v }: { v: View }) {
  return (
    <p class={"sign" + (hearing.value ? " hearing" : "")}>
      {hearing.value && <MicIcon />}
      {t(phaseKey(v))}
      {v.mode === "duel" && v.player && (
        <span class="duel">
          {" · "}
          {t("study.player", { n: v.player })}
          {v.scores && " · " + t("study.score", { a: v.scores[0], b: v.scores[1] })}
        </span>
      )}
    </p>
  );
}
