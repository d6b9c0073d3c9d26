// A passage of a lesson: its place in the reading, the text that is being said, and the controls.

import type { View } from "../api/types";
import { t, type Key } from "../i18n/index";
import { PauseIcon, RepeatIcon, SkipIcon } from "../ui/icons";
import { Sign } from "./phase";
import { caption, command } from "./session";
import { SwitchArea } from "./switch-area";
import { TalkButton } from "./talk-button";

export function ReadingBoard({ v }: { v: View }) {
  const r = v.reading!;
  return (
    <div class="board">
      <Sign v={v} />
      <article class="card passage">
        <p class="card-deck" lang={r.lang || undefined}>
          {r.title}
        </p>
        <h2 lang={r.lang || undefined}>{r.chapter}</h2>
        {r.text && r.text !== r.chapter && (
          <p class="passage-text" lang={r.lang || undefined}>
            {r.before} <strong>{r.text}</strong> {r.after}
          </p>
        )}
        <p class="hint">{t("read.section", { n: r.section + 1, of: r.sections })}</p>
        <progress aria-label={t("read.chapterFar")} max={far(r)[1]} value={far(r)[0]} />
      </article>
      {v.message && <p class="heard">{v.message}</p>}
      {caption.value && caption.value !== v.message && <p class="heard caption">{caption.value}</p>}
      {v.profile === "one-switch" ? <SwitchArea /> : <ReadingControls />}
      <Seldom v={v} />
    </div>
  );
}

/** Returns the position in the section and its length, in passages or in ms of a recording. */
function far(r: NonNullable<View["reading"]>): [number, number] {
  if (r.media) return [r.at_ms ?? 0, Math.max(1, r.length_ms ?? 1)];
  return [r.passage, Math.max(1, r.passages)];
}

function ReadingControls() {
  return (
    <div class="pair three" role="group" aria-label={t("read.controls")}>
      <button type="button" class="button grade" onClick={() => void command("back", "touch")}>
        <RepeatIcon />
        <strong>{t("command.back")}</strong>
      </button>
      <button type="button" class="button grade" onClick={() => void command("pause", "touch")}>
        <PauseIcon />
        <strong>{t("command.pause")}</strong>
      </button>
      <button type="button" class="button grade" onClick={() => void command("skip", "touch")}>
        <SkipIcon />
        <strong>{t("read.next")}</strong>
      </button>
    </div>
  );
}

const ELSEWHERE = new Set(["back", "pause", "skip", "stop"]);

function Seldom({ v }: { v: View }) {
  const here = v.can.filter((c) => !ELSEWHERE.has(c));
  return (
    <section class="controls" aria-label={t("study.controls")}>
      <ul>
        {here.map((c) => (
          <li key={c}>
            <button type="button" class="button quiet" onClick={() => void command(c, "touch")}>
              {t(("command." + c) as Key)}
            </button>
          </li>
        ))}
        <TalkButton />
      </ul>
    </section>
  );
}
