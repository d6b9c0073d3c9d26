// Beginning by voice: on the library page, with the microphone open, a few
// phrases start a session, and only when the recogniser is sure of them.

import type { Grammar } from "../listen/index";
import { ears, earsTo } from "../microphone/ears";

const PHRASES: Record<string, string[]> = {
  en: ["start studying", "start the session", "begin studying", "let us study", "start"],
  fr: ["commencer la séance", "commencer à étudier", "on commence", "commencer"],
};
/** Heard beside them, so that like-sounding speech has somewhere else to go. */
const DECOYS: Record<string, string[]> = {
  en: ["stop", "star", "study", "starting", "storage"],
  fr: ["comment", "commence", "commerce", "étudier"],
};

function grammar(lang: string): Grammar {
  const l = lang in PHRASES ? lang : "en";
  return {
    lang: l,
    words: {},
    phrases: [
      ...PHRASES[l]!.map((say) => ({ say, text: "start", tag: "start", class: "command" as const })),
      ...DECOYS[l]!.map((say) => ({ say, text: say, tag: say, class: "answer" as const })),
    ],
  };
}

/** Listens until start is said for sure; the function it returns ends that. */
export function listenForStart(lang: string, begin: () => void): () => void {
  let on = true;
  const again = () => {
    if (on && ears.ready) ears.listen(grammar(lang), 0, false);
  };
  const giveUp = earsTo((e) => {
    if (!on) return;
    if (e.kind === "heard" && e.text === "start" && e.verdict === "sure") {
      on = false;
      begin();
    } else if (e.kind !== "speech_start" && e.kind !== "problem") again();
  }, again);
  again();
  return () => {
    on = false;
    giveUp();
  };
}
