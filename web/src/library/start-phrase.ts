// Starting by voice: while the microphone is open on the library page, a few phrases start a
// session, if the recogniser is sure of them.

import type { Grammar } from "../listen/index";
import { ears, earsTo } from "../microphone/ears";

const PHRASES: Record<string, string[]> = {
  en: ["start studying", "start the session", "begin studying", "let us study", "start"],
  fr: ["commencer la séance", "commencer à étudier", "on commence", "commencer"],
};
/** similar words that the recogniser can choose instead of a phrase */
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

/** Listens until a phrase is heard for sure. The returned function ends that. */
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
