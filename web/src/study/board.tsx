// The card, what was heard, and the controls that apply now.

import { useEffect, useRef, useState } from "preact/hooks";
import type { CardView, Command, Diff, DiffPart, View } from "../api/types";
import { maybe, t, type Key } from "../i18n/index";
import { settings } from "../state/app";
import { CardHTML } from "../ui/card-html";
import { CheckIcon, CrossIcon, PlayIcon } from "../ui/icons";
import { ANSWER_FIELD, defaultKeys, keyFor, takesTyped } from "./keys";
import { keySheet, keyText } from "./key-sheet";
import { Sign } from "./phase";
import { ReadingBoard } from "./reading-board";
import { caption, command, send } from "./session";
import { SwitchArea } from "./switch-area";
import { TalkButton } from "./talk-button";

/** commands that have a button elsewhere on the page */
const ELSEWHERE = new Set<Command>([
  "show",
  "stop",
  "yes",
  "no",
  "resume",
  "again",
  "hard",
  "good",
  "easy",
  "knew",
  "missed",
  "start",
]);
/** commands that are shown under “More” */
const SELDOM = new Set<Command>(["slower", "faster", "suspend", "explain", "help"]);

export function Board({ v }: { v: View }) {
  if (v.phase === "paused") return <Paused v={v} />;
  if (v.phase === "reading" && v.reading) return <ReadingBoard v={v} />;
  return (
    <div class="board">
      <Sign v={v} />
      {v.card && <Card v={v} card={v.card} />}
      <Heard v={v} />
      {v.profile === "one-switch" ? <SwitchArea /> : <Answering v={v} />}
      <Controls v={v} />
    </div>
  );
}

function Card({ v, card }: { v: View; card: CardView }) {
  return (
    <article class="card">
      <p class="card-deck">{card.deck}</p>
      <section aria-label={t("study.question")} class="card-front">
        {card.front ? (
          <CardHTML html={card.front} lang={card.lang} />
        ) : (
          <p lang={card.lang || undefined}>{card.text}</p>
        )}
      </section>
      {!card.voice && card.why_not && <p class="hint">{t("study.screenOnly", { why: card.why_not })}</p>}
      {(v.back || v.answer) && (
        <section aria-label={t("study.answer")} class="card-back">
          {v.back ? <CardHTML html={v.back} lang={card.lang} /> : <p lang={card.lang || undefined}>{v.answer}</p>}
        </section>
      )}
    </article>
  );
}

/** Reports whether two texts have the same words. A text that is said in parts lacks full stops. */
function sameWords(a: string, b: string): boolean {
  const words = (s: string) =>
    s
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ");
  return words(a) === words(b);
}

function Heard({ v }: { v: View }) {
  const outcome = v.verdict?.outcome;
  const said = [v.prompt, v.message].some((shown) => shown && sameWords(shown, caption.value)) ? "" : caption.value;
  if (!v.heard && !outcome && !v.prompt && !v.message && !said) return null;
  return (
    <div class="heard">
      {v.diff ? (
        <Typing diff={v.diff} lang={v.card?.lang} />
      ) : (
        v.heard && (
          <p>
            <span class="hint">{t("study.heard")}</span> <q>{v.heard}</q>
          </p>
        )
      )}
      {outcome && (
        <p class={"outcome " + outcome}>
          {outcome === "right" && <CheckIcon />}
          <strong>{maybe("outcome." + outcome, outcome)}</strong>
          {v.verdict!.why && <span> · {v.verdict!.why}</span>}
        </p>
      )}
      {v.prompt && <p class="prompt">{v.prompt}</p>}
      {v.message && <p>{v.message}</p>}
      {said && <p class="caption">{said}</p>}
    </div>
  );
}

/** What was typed above the right answer, letter by letter, with words for screen readers. */
function Typing({ diff, lang }: { diff: Diff; lang?: string | undefined }) {
  const parts = (list: DiffPart[]) =>
    list.map((p, i) =>
      p.kind === "same" ? (
        <span key={i}>{p.text}</span>
      ) : p.kind === "wrong" ? (
        <del key={i}>{p.text}</del>
      ) : (
        <ins key={i}>{p.text}</ins>
      ),
    );
  return (
    <dl class="typing" lang={lang || undefined}>
      <dt>{t("study.typedWas")}</dt>
      <dd>{parts(diff.typed)}</dd>
      <dt>{t("study.answer")}</dt>
      <dd>{parts(diff.wanted)}</dd>
    </dl>
  );
}

function Answering({ v }: { v: View }) {
  const can = new Set(v.can);
  const open = v.phase === "asking" || v.phase === "answering" || v.phase === "confirming";
  const choices = v.card?.choices ?? [];
  const grades = v.grades ?? [];
  const spoken = v.profile !== "desk";
  // At the desk the grade that is suggested, or else Good, has the focus once the answer is out.
  const first =
    grades.find((g) => g.grade === v.verdict?.suggested)?.command ??
    grades.find((g) => g.command === "good" || g.command === "knew")?.command;
  const grade = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!spoken && v.phase === "revealed" && !touch()) grade.current?.focus({ preventScroll: true });
  }, [v.phase, v.card?.id]);
  return (
    <>
      {open && choices.length > 0 && (
        <Choices key={v.card!.id} choices={choices} several={v.card!.kind === "multiple"} lang={v.card!.lang} />
      )}
      {open &&
        v.phase !== "confirming" &&
        v.profile === "desk" &&
        choices.length === 0 &&
        v.card &&
        v.card.kind !== "info" && <Typed card={v.card.id} />}
      {(can.has("yes") || can.has("no")) && (
        <div class="pair">
          <Big name="no" icon={<CrossIcon />} />
          <Big name="yes" icon={<CheckIcon />} />
        </div>
      )}
      {can.has("show") && v.phase !== "confirming" && (
        <button type="button" class="button primary show" onClick={() => void command("show", "touch")}>
          {t("command.show")}
          <KeyHint command="show" v={v} />
        </button>
      )}
      {grades.length > 0 && !can.has("yes") && (
        <div class={spoken || grades.length === 2 ? "pair" : "grades"} role="group" aria-label={t("study.grade")}>
          {grades.map((g) => (
            <button
              key={g.command}
              type="button"
              ref={g.command === first ? grade : null}
              class={"button grade grade-" + g.command + (v.verdict?.suggested === g.grade ? " suggested" : "")}
              onClick={() => void command(g.command, "touch")}
              onKeyDown={(e) => {
                if ((e.key !== " " && e.key !== "Enter") || e.repeat) return;
                e.preventDefault();
                void command(g.command, "key");
              }}
              onKeyUp={(e) => e.key === " " && e.preventDefault()}
            >
              {g.command === "knew" && <CheckIcon />}
              {g.command === "missed" && <CrossIcon />}
              <strong>{t(("command." + g.command) as Key)}</strong>
              {g.in && <span class="sr">, </span>}
              {g.in && <span class="grade-in">{g.in}</span>}
              {v.verdict?.suggested === g.grade && <span class="sr">, {t("study.suggested")}</span>}
              <KeyHint command={g.command} v={v} />
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** The key of a command on its button, for people with a keyboard. */
function KeyHint({ command: c, v }: { command: Command; v: View }) {
  const key = !touch() ? keyFor(c, settings.value?.keys ?? defaultKeys, v) : "";
  return key ? <kbd aria-hidden="true">{keyText(key)}</kbd> : null;
}

const Big = ({ name, icon }: { name: Command; icon: preact.ComponentChildren }) => (
  <button type="button" class="button grade" onClick={() => void command(name, "touch")}>
    {icon}
    <strong>{t(("command." + name) as Key)}</strong>
  </button>
);

function Choices({ choices, several, lang }: { choices: string[]; several: boolean; lang?: string | undefined }) {
  const [picked, setPicked] = useState<number[]>([]);
  if (!several) {
    return (
      <ol class="choices" aria-label={t("study.choices")}>
        {choices.map((c, i) => (
          <li key={i}>
            <button
              type="button"
              class="button choice-button"
              lang={lang || undefined}
              onClick={() => void send({ event: "choose", option: i })}
            >
              <span class="choice-number" aria-hidden="true">
                {i + 1}
              </span>
              {c}
            </button>
          </li>
        ))}
      </ol>
    );
  }
  return (
    <fieldset class="choices-several">
      <legend>{t("study.choices")}</legend>
      {choices.map((c, i) => (
        <label key={i} lang={lang || undefined}>
          <input
            type="checkbox"
            checked={picked.includes(i)}
            onChange={(e) =>
              setPicked(e.currentTarget.checked ? [...picked, i].sort((a, b) => a - b) : picked.filter((x) => x !== i))
            }
          />
          {c}
        </label>
      ))}
      <button
        type="button"
        class="button"
        disabled={picked.length === 0}
        onClick={() => void send({ event: "choose", options_chosen: picked })}
      >
        {t("study.send")}
      </button>
    </fieldset>
  );
}

/** on a touch screen: the focus on a field would open a keyboard over the card */
const touch = () => matchMedia("(pointer: coarse)").matches;

function Typed({ card }: { card: string }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText("");
    if (!touch()) field.current?.focus({ preventScroll: true });
  }, [card]);
  return (
    <form
      class="typed"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim()) void send({ event: "typed", text: text.trim() });
        else void command("show", "key");
      }}
    >
      <label for={ANSWER_FIELD}>{t("study.typed")}</label>
      <div class="row">
        <input
          ref={field}
          id={ANSWER_FIELD}
          value={text}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={(e) => setText(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key !== "Escape") return;
            e.preventDefault();
            document.getElementById("content")?.focus();
          }}
        />
        <button type="submit" class="button">
          {t("study.send")}
        </button>
      </div>
    </form>
  );
}

function Controls({ v }: { v: View }) {
  const here = v.can.filter((c) => !ELSEWHERE.has(c));
  const often = here.filter((c) => !SELDOM.has(c));
  const seldom = here.filter((c) => SELDOM.has(c));
  const button = (c: Command) => (
    <li key={c}>
      <button type="button" class="button quiet" onClick={() => void command(c, "touch")}>
        {t(("command." + c) as Key)}
        <KeyHint command={c} v={v} />
      </button>
    </li>
  );
  return (
    <section class="controls" aria-label={t("study.controls")}>
      <ul>
        {often.map(button)}
        <TalkButton />
        <li>
          <button type="button" class="button quiet" onClick={() => (keySheet.value = true)}>
            {t("keys.button")}
            {!touch() && <kbd aria-hidden="true">{takesTyped(v) ? "Alt+?" : "?"}</kbd>}
          </button>
        </li>
      </ul>
      {seldom.length > 0 && (
        <details>
          <summary>{t("study.more")}</summary>
          <ul>{seldom.map(button)}</ul>
        </details>
      )}
    </section>
  );
}

function Paused({ v }: { v: View }) {
  return (
    <div class="ready">
      <Sign v={v} />
      {v.message && <p class="lead">{v.message}</p>}
      {v.reading && !v.card && (
        <p class="lead" lang={v.reading.lang || undefined}>
          {[v.reading.title, v.reading.chapter].filter(Boolean).join(" · ")}
        </p>
      )}
      <button type="button" class="button primary big" onClick={() => void command("resume", "touch")}>
        <PlayIcon /> {t("command.resume")}
      </button>
      <Controls v={v} />
      {v.profile === "one-switch" && <SwitchArea />}
    </div>
  );
}
