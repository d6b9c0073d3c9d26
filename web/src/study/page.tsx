// The page of a running session. The program decides what the learner can do now (can, grades). The
// page lays it out by profile: the desk profile shows everything, the others few and large
// controls.

import { useEffect, useRef } from "preact/hooks";
import type { View } from "../api/types";
import { num, t } from "../i18n/index";
import { MicLine, MicSwitch } from "../microphone/mic-switch";
import { Banners } from "../shell/banners";
import { SkipLink } from "../shell/skip-link";
import { report, settings } from "../state/app";
import { href } from "../state/route";
import { PlayIcon, StopIcon } from "../ui/icons";
import { Board } from "./board";
import { Finished } from "./end";
import {
  ANSWER_FIELD,
  belongsToControl,
  chosen,
  commandEvent,
  defaultKeys,
  keyCommand,
  pressedOf,
  takesTyped,
  writes,
} from "./keys";
import { KeySheet, keySheet } from "./key-sheet";
import { phaseKey } from "./phase";
import {
  announce,
  asksForMic,
  command,
  leave,
  look,
  lost,
  send,
  stage,
  summary,
  takeUp,
  talk,
  view,
  withoutMic,
} from "./session";
import { useSwitchKeys } from "./switch-area";
import { screenMayGo } from "./wake";

export function StudyPage() {
  const v = view.value;
  useEffect(() => {
    look().catch(report);
    return leave;
  }, []);
  useKeys(v);
  useSwitchKeys(v);
  useFocusKept(v);
  return (
    <div class={"study profile-" + (v?.profile ?? "none") + " phase-" + (v?.phase || "none")}>
      <SkipLink />
      <header class="study-top">
        {stage.value === "live" && v?.phase !== "finished" ? (
          <button type="button" class="button quiet" onClick={() => void command("stop", "touch")}>
            <StopIcon /> {t("command.stop")}
          </button>
        ) : (
          <a class="button quiet" href={href("library")}>
            {t("app.toLibrary")}
          </a>
        )}
        <Count v={v} />
        <MicSwitch />
      </header>
      <Banners />
      <MicLine />
      <main id="content" tabIndex={-1}>
        <h1 class="sr" tabIndex={-1}>
          {t("study.title")}
        </h1>
        {lost.value && <p class="banner">{t("study.lost")}</p>}
        {screenMayGo.value && v && v.profile !== "desk" && stage.value === "live" && (
          <p class="hint">{t("study.screenMayGo")}</p>
        )}
        <Body v={v} />
      </main>
      {keySheet.value && <KeySheet v={v} />}
      <p class="sr" role="status">
        {announce.value}
      </p>
    </div>
  );
}

function Body({ v }: { v: View | null }) {
  if (summary.value && stage.value !== "live") return <Finished />;
  if (stage.value === "waiting") return <Ready />;
  if (asksForMic.value) return <MicWanted />;
  if (!v || stage.value === "none")
    return stage.value === "live" ? <p class="quiet-line">{t("app.loading")}</p> : <NoSession />;
  return <Board v={v} />;
}

function Count({ v }: { v: View | null }) {
  if (!v || stage.value !== "live") return <span />;
  const rate = v.rate !== 1 && <span class="hint">{t("study.rate", { n: num(v.rate, 2) })}</span>;
  if (v.reading) {
    const r = v.reading;
    return (
      <p class="count">
        <span class="sr">{t("read.section", { n: r.section + 1, of: r.sections })}</span>
        <progress aria-hidden="true" max={r.sections} value={r.section + (v.phase === "reading" ? 0 : 1)} />
        <span aria-hidden="true">
          {r.section + 1} / {r.sections}
        </span>
        {rate}
      </p>
    );
  }
  return (
    <p class="count">
      <span class="sr">{t("study.count", { done: v.done, left: v.left })}</span>
      <progress aria-hidden="true" max={Math.max(1, v.done + v.left)} value={v.done} />
      <span aria-hidden="true">
        {v.done} / {v.done + v.left}
      </span>
      {rate}
    </p>
  );
}

/** After a reload, a session continues only with a press, which browsers require for sound. */
function Ready() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="ready">
      <p class="lead">{t("study.ready")}</p>
      <button ref={button} type="button" class="button primary big" onClick={() => void takeUp()}>
        <PlayIcon /> {t("study.goOn")}
      </button>
    </div>
  );
}

/** While the browser asks for the microphone, or the recogniser loads. */
function MicWanted() {
  return (
    <div class="ready">
      <p class="lead" role="status">
        {t("mic.wanted")}
      </p>
      <button type="button" class="button" onClick={withoutMic}>
        {t("mic.without")}
      </button>
    </div>
  );
}

function NoSession() {
  return (
    <div class="ready">
      <p class="lead">{t("study.none")}</p>
      <a class="button primary" href={href("library")}>
        {t("app.toLibrary")}
      </a>
    </div>
  );
}

function useKeys(v: View | null): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const k = pressedOf(e);
      if (stage.value !== "live" || e.defaultPrevented || belongsToControl(k, e.target)) return;
      const option = chosen(k, view.value);
      if (option !== null) {
        e.preventDefault();
        void send({ event: "choose", option });
        return;
      }
      const name = keyCommand(k, settings.value?.keys ?? defaultKeys, view.value);
      if (!name) {
        // The key is the first character of an answer: the field gets it with the focus.
        if (takesTyped(view.value) && writes(k) && !k.altKey) document.getElementById(ANSWER_FIELD)?.focus();
        return;
      }
      e.preventDefault();
      if (name === "keys") keySheet.value = true;
      else if (name === "talk") {
        held = e.code;
        talk.begin();
      } else void send(commandEvent(name, "key"));
    };
    let held = "";
    const release = (e: KeyboardEvent | FocusEvent) => {
      if (!held || ("code" in e && e.code !== held)) return;
      held = "";
      talk.end();
    };
    window.addEventListener("keydown", press);
    window.addEventListener("keyup", release);
    window.addEventListener("blur", release);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("keyup", release);
      window.removeEventListener("blur", release);
    };
  }, []);
  useEffect(() => {
    document.title = (v ? t(phaseKey(v)) + " – " : "") + "Carrel";
  }, [v?.phase]);
}

/** Moves the focus to the content of the page if the focused control is gone in the next view. */
function useFocusKept(v: View | null): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      document.getElementById("content")?.focus({ preventScroll: true });
  }, [v]);
}
