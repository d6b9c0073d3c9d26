// Teaching the recogniser how the learner says the commands. The learner says each command once.
// The templates stay on this device, hold no sound, and can be deleted with a button.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { MicCheckPhrase } from "../api/types";
import { t, type Key } from "../i18n/index";
import type { Grammar } from "../listen/index";
import type { Template } from "../listen/template";
import { report, settings } from "../state/app";
import { MicIcon } from "../ui/icons";
import { closeEars, ears, earsTo, level, mic, openEars, recallWords, soundTo } from "./ears";
import type { EarEvent } from "./port";
import { until, wait } from "./until";

const ANSWER_MS = 6000;
/** time to read the next phrase before listening starts */
const PAUSE_MS = 400;

/** why a phrase is asked for again, or the result of the phrase before */
type Note = "short" | "silence" | "other" | "kept" | "skipped";

type Step =
  | { at: "idle"; forgotten: boolean }
  | { at: "loading" }
  | { at: "say"; phrase: string; n: number; of: number; note: Note | null }
  | { at: "failed"; why: string };

export function Enrol() {
  const [step, setStep] = useState<Step>({ at: "idle", forgotten: false });
  const [taught, setTaught] = useState<Template[] | null>(null);
  const going = useRef<AbortController | null>(null);
  const summary = useRef<HTMLParagraphElement>(null);
  const back = useRef(false);
  const lang = settings.value?.lang ?? "en";
  useEffect(() => void api.enrolment().then(setTaught, report), []);
  useEffect(() => () => going.current?.abort(), []);
  // The pressed button is gone, so the focus moves to the result.
  useLayoutEffect(() => {
    if (step.at === "idle" && back.current) summary.current?.focus();
  }, [step]);

  const begin = () => {
    const c = new AbortController();
    going.current = c;
    back.current = true;
    run(taught ?? [], setStep, setTaught, c.signal).then(
      () => setStep({ at: "idle", forgotten: false }),
      (e: unknown) =>
        setStep(
          c.signal.aborted
            ? { at: "idle", forgotten: false }
            : { at: "failed", why: e instanceof Error ? e.message : String(e) },
        ),
    );
  };
  const forget = () => {
    back.current = true;
    api
      .forgetEnrolment()
      .then(recallWords)
      .then(() => {
        setTaught([]);
        setStep({ at: "idle", forgotten: true });
      })
      .catch(report);
  };

  if (!taught) return null;
  const here = taught.filter((w) => w.lang === lang);
  return (
    <div class="enrol">
      {(step.at === "idle" || step.at === "failed") && (
        <>
          <p class="hint">{t("enrol.about")}</p>
          <p class="hint">{t("enrol.reader")}</p>
          {step.at === "failed" && <p role="alert">{step.why}</p>}
          <p class="enrol-count" tabIndex={-1} ref={summary}>
            {step.at === "idle" && step.forgotten
              ? t("enrol.forgotten")
              : here.length > 0
                ? t("enrol.count", { n: here.length })
                : t("enrol.none")}
          </p>
          {here.length > 0 && (
            <details>
              <summary>{t("enrol.list")}</summary>
              <ul class="enrol-list">
                {here.map((w) => (
                  <li key={w.say}>{w.say}</li>
                ))}
              </ul>
            </details>
          )}
          <div class="row">
            <button type="button" class="button" onClick={begin}>
              <MicIcon /> {t(here.length > 0 ? "enrol.again" : "enrol.begin")}
            </button>
            {taught.length > 0 && (
              <button type="button" class="button" onClick={forget}>
                {t("enrol.forget")}
              </button>
            )}
          </div>
        </>
      )}
      {(step.at === "loading" || step.at === "say") && (
        <>
          <p class="check-now" role="status">
            {step.at === "loading" && t("mic.loading")}
            {step.at === "say" && (
              <>
                {step.note && <span class="hint">{t(("enrol." + step.note) as Key)} </span>}
                {t("enrol.say", { n: step.n, of: step.of })} <strong class="check-phrase">{step.phrase}</strong>
              </>
            )}
          </p>
          <meter min={0} max={1} value={level.value} aria-label={t("check.level")} />
          <button type="button" class="button quiet" onClick={() => going.current?.abort()}>
            {t("enrol.stop")}
          </button>
        </>
      )}
    </div>
  );
}

/** Asks for every phrase and keeps each at once. Then restores the state of the microphone. */
async function run(
  before: Template[],
  show: (s: Step) => void,
  kept: (list: Template[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const open = mic.value.state === "open";
  show({ at: "loading" });
  const s = settings.value;
  const lang = s?.lang ?? "en";
  const [{ teach }, ask] = await Promise.all([import("../listen/template"), api.enrolmentWords()]);
  let giveUp = () => {};
  try {
    await until(openEars(lang, s?.headphones ?? false), signal);
    if (mic.value.state !== "open")
      throw new Error(mic.value.state === "problem" ? t(("mic." + mic.value.reason) as Key) : t("mic.internal"));
    let heard: (e: EarEvent) => void = () => {};
    giveUp = earsTo(
      (e) => heard(e),
      () => {},
    );
    let list = before;
    let note: Note | null = null;
    for (const [i, p] of ask.say.entries()) {
      let template: Template | null = null;
      for (let time = 0; time < 2 && !template; time++) {
        show({ at: "say", phrase: p.text, n: i + 1, of: ask.say.length, note });
        await wait(PAUSE_MS, signal);
        let sound: Float32Array | null = null;
        soundTo((pcm) => (sound = pcm));
        const outcome = new Promise<EarEvent>((done) => {
          heard = (e) => e.kind !== "speech_start" && done(e);
        });
        ears.listen(ask.grammar, ANSWER_MS, false);
        const e = await until(outcome, signal);
        if (e.kind === "problem") throw new Error(t("mic.no_audio"));
        // The second time, accept it: phrases that are always mistaken need teaching the most.
        const other = time === 0 && mistaken(e, p, ask.grammar);
        template = sound && !other ? teach(lang, p.text, sound) : null;
        note = template ? "kept" : time > 0 ? "skipped" : !sound ? "silence" : other ? "other" : "short";
      }
      if (!template) continue;
      const next = template;
      list = [...list.filter((w) => w.lang !== next.lang || w.say !== next.say), next];
      await api.keepEnrolment(list);
      kept(list);
    }
  } finally {
    soundTo(null);
    giveUp();
    if (mic.value.state === "open") await recallWords().catch(() => {});
    if (!open && mic.value.state !== "problem") closeEars();
  }
}

/** Reports whether the recogniser is sure of another command: the learner read the wrong one. */
function mistaken(e: EarEvent, want: MicCheckPhrase, g: Grammar): boolean {
  return e.kind === "heard" && e.verdict === "sure" && g.phrases.find((p) => p.text === e.text)?.tag !== want.tag;
}
