// The check of the microphone takes a minute and tells the learner what will work in this room.
// None of it is kept.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { MicCheckPhrase } from "../api/types";
import { num, t, type Key } from "../i18n/index";
import type { Found, Level, Try } from "../listen/check";
import type { Grammar } from "../listen/index";
import { keep, settings } from "../state/app";
import { MicIcon } from "../ui/icons";
import { closeEars, ears, earsTo, level, levelsTo, mic, openEars } from "./ears";
import type { EarEvent } from "./port";
import { until, wait } from "./until";

const QUIET_MS = 3000;
const ANSWER_MS = 6000;
/** pause between a sound of ours and listening, for the echo of the room to fade */
const PAUSE_MS = 300;

type Step =
  | { at: "idle" }
  | { at: "loading" }
  | { at: "quiet" }
  | { at: "echo" }
  | { at: "say"; phrase: string; n: number; of: number; last: Try | null }
  | { at: "done"; found: Found; phrases: string[]; tries: Try[] }
  | { at: "failed"; why: string };

export function MicCheck() {
  const [step, setStep] = useState<Step>({ at: "idle" });
  const going = useRef<AbortController | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => () => going.current?.abort(), []);
  // Move the focus to the result as soon as it shows, for screen readers.
  useLayoutEffect(() => {
    if (step.at === "done") heading.current?.focus();
  }, [step.at]);

  const begin = () => {
    const c = new AbortController();
    going.current = c;
    run(setStep, c.signal).catch((e: unknown) => {
      if (c.signal.aborted) setStep({ at: "idle" });
      else setStep({ at: "failed", why: e instanceof Error ? e.message : String(e) });
    });
  };

  return (
    <div class="mic-check">
      {step.at === "idle" && (
        <>
          <p class="hint">{t("check.about")}</p>
          <button type="button" class="button" onClick={begin}>
            <MicIcon /> {t("check.begin")}
          </button>
        </>
      )}
      {step.at === "failed" && (
        <>
          <p role="alert">{step.why}</p>
          <button type="button" class="button" onClick={begin}>
            {t("check.again")}
          </button>
        </>
      )}
      {step.at !== "idle" && step.at !== "failed" && step.at !== "done" && (
        <>
          <p class="check-now" role="status">
            {step.at === "loading" && t("mic.loading")}
            {step.at === "quiet" && t("check.quiet")}
            {step.at === "echo" && t("check.echo")}
            {step.at === "say" && (
              <>
                {step.last && <span class="hint">{t(("check." + step.last) as Key)} </span>}
                {t("check.say", { n: step.n, of: step.of })} <strong class="check-phrase">{step.phrase}</strong>
              </>
            )}
          </p>
          <meter min={0} max={1} value={level.value} aria-label={t("check.level")} />
          <button type="button" class="button quiet" onClick={() => going.current?.abort()}>
            {t("app.cancel")}
          </button>
        </>
      )}
      {step.at === "done" && (
        <section class={"check-found " + step.found.works} aria-labelledby="check-found">
          <h3 id="check-found" tabIndex={-1} ref={heading}>
            {t(("check.works." + step.found.works) as Key)}
          </h3>
          <ul>
            {advice(step.found).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <details>
            <summary>{t("check.details")}</summary>
            <p>
              {t("check.figures", {
                noise: num(step.found.noiseDb),
                speech: step.found.speechDb === null ? "–" : num(step.found.speechDb),
                snr: num(step.found.snrDb),
              })}
            </p>
            <ul>
              {step.phrases.map((p, i) => (
                <li key={p}>
                  {p}: {t(("check." + step.tries[i]) as Key)}
                </li>
              ))}
            </ul>
          </details>
          <div class="row">
            {step.found.echo === "returns" && settings.value?.headphones && (
              <button type="button" class="button" onClick={() => void keep({ headphones: false })}>
                {t("check.noHeadphones")}
              </button>
            )}
            <button type="button" class="button" onClick={begin}>
              {t("check.again")}
            </button>
          </div>
        </section>
      )}
    </div>
  );
}

function advice(f: Found): string[] {
  const lines = [t(("check.about." + f.works) as Key), t(("check.room." + f.room) as Key)];
  if (f.voice !== "clear") lines.push(t(("check.voice." + f.voice) as Key));
  lines.push(t(("check.echo." + f.echo) as Key));
  return lines;
}

/** Runs the check, then restores the state of the microphone. */
async function run(show: (s: Step) => void, signal: AbortSignal): Promise<void> {
  const before = mic.value.state === "open";
  show({ at: "loading" });
  const s = settings.value;
  const lang = s?.lang ?? "en";
  const [{ weigh }, ask] = await Promise.all([import("../listen/check"), api.micCheck()]);
  // The mode for headphones has no echo canceller, so an echo can be measured.
  await until(openEars(lang, true), signal).catch((e: unknown) => {
    if (!before) closeEars();
    throw e;
  });
  let giveUp = () => {};
  try {
    if (mic.value.state !== "open")
      throw new Error(mic.value.state === "problem" ? t(("mic." + mic.value.reason) as Key) : t("mic.internal"));
    let into: Level[] = [];
    levelsTo((l) => into.push(l));
    let heard: (e: EarEvent) => void = () => {};
    giveUp = earsTo(
      (e) => heard(e),
      () => {},
    );

    // The first sound of a microphone is often a click.
    await wait(500, signal);
    const quiet: Level[] = (into = []);
    show({ at: "quiet" });
    await wait(QUIET_MS, signal);

    show({ at: "echo" });
    const played: Level[] = (into = []);
    const could = await playSample(lang, signal);
    into = [];
    await wait(PAUSE_MS, signal);

    const spoken: Level[] = (into = []);
    const tries: Try[] = [];
    for (const [i, p] of ask.say.entries()) {
      show({ at: "say", phrase: p.text, n: i + 1, of: ask.say.length, last: tries.at(-1) ?? null });
      const outcome = new Promise<EarEvent>((done) => {
        heard = (e) => e.kind !== "speech_start" && done(e);
      });
      ears.listen(ask.grammar, ANSWER_MS, false);
      tries.push(judged(await until(outcome, signal), p, ask.grammar));
    }
    show({
      at: "done",
      found: weigh({ quiet, spoken, played: could ? played : null, tries }),
      phrases: ask.say.map((p) => p.text),
      tries,
    });
  } finally {
    levelsTo(null);
    giveUp();
    if (before) await openEars(lang, s?.headphones ?? false);
    else if (mic.value.state !== "problem") closeEars();
  }
}

function judged(e: EarEvent, want: MicCheckPhrase, g: Grammar): Try {
  if (e.kind === "problem") throw new Error(t("mic.no_audio"));
  if (e.kind !== "heard") return "missed";
  const tag = g.phrases.find((p) => p.text === e.text)?.tag;
  if (tag !== want.tag) return e.verdict === "sure" ? "other" : "missed";
  return e.verdict === "sure" ? "right" : "asked";
}

/** Plays a sentence, or a signal if there is no voice. False if the browser played nothing. */
async function playSample(lang: string, signal: AbortSignal): Promise<boolean> {
  let sound: Blob;
  try {
    sound = await api.speak({ text: t("settings.sample"), lang, voice: settings.value?.voice ?? "", rate: 1 });
  } catch {
    sound = await api.file("api/earcon/your-turn.wav");
  }
  const url = URL.createObjectURL(sound);
  const audio = new Audio(url);
  try {
    const ended = new Promise<void>((done, fail) => {
      audio.onended = () => done();
      audio.onerror = () => fail(new Error("unplayable"));
      audio.play().catch(fail);
    });
    await until(ended, signal);
    return true;
  } catch (e) {
    if (signal.aborted) throw e;
    return false;
  } finally {
    audio.pause();
    URL.revokeObjectURL(url);
  }
}
