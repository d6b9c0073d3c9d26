// The first page: what is due, one button to study, the decks, and a way in
// for new cards. Without cards it is the first-run page.

import { useEffect, useId, useState } from "preact/hooks";
import type { Deck, Mode, ProfileID } from "../api/types";
import { num, t, when, type Key } from "../i18n/index";
import { attempt, decks, due, profiles, refresh, report, saveSettings, settings, status } from "../state/app";
import { jobs } from "../state/imports";
import { go, href } from "../state/route";
import { listenForStart } from "../study/start-phrase";
import { mic } from "../study/ears";
import { begin, look, stage, takeUp } from "../study/session";
import { DropZone, Jobs, Packs } from "../ui/add";
import { BackupReminder } from "../ui/backup-reminder";
import { downloadBackup } from "../ui/download";
import { Choice } from "../ui/field";
import { PlayIcon } from "../ui/icons";
import { MicCheck } from "../ui/mic-check";
import { Shelf } from "./readings";

export async function study(o: { mode?: Mode; deck?: string } = {}): Promise<void> {
  const profile = settings.value?.profile ?? "desk";
  const going = begin({ profile, ...(o.mode ? { mode: o.mode } : {}), ...(o.deck ? { decks: [o.deck] } : {}) });
  go("study");
  await going;
}

export function Library() {
  useEffect(() => {
    refresh().catch(report);
    look().catch(report);
  }, []);
  if (!status.value) return null;
  return status.value.empty ? <FirstRun /> : <Shelves />;
}

function FirstRun() {
  return (
    <div class="first">
      <h1 tabIndex={-1}>{t("first.title")}</h1>
      <p class="lead">{t("first.about")}</p>
      <Jobs />
      <section aria-labelledby="packs">
        <h2 id="packs">{t("first.packs")}</h2>
        <Packs />
      </section>
      <section aria-labelledby="own">
        <h2 id="own">{t("first.own")}</h2>
        <DropZone />
      </section>
      <section aria-labelledby="mic-check">
        <h2 id="mic-check">{t("check.title")}</h2>
        <MicCheck />
      </section>
    </div>
  );
}

function Shelves() {
  return (
    <>
      <h1 class="sr" tabIndex={-1}>
        {t("library.title")}
      </h1>
      <BackupReminder />
      <Today />
      <Jobs />
      <Shelf />
      <Decks />
      <section aria-labelledby="add" class="add">
        <h2 id="add">{t("add.title")}</h2>
        <DropZone />
        <details>
          <summary>{t("add.packs")}</summary>
          <Packs />
        </details>
        <p>
          <button type="button" class="button quiet" onClick={() => void attempt(downloadBackup)}>
            {t("library.backup")}
          </button>{" "}
          <span class="hint">{t("library.backupAbout")}</span>
        </p>
      </section>
    </>
  );
}

function Today() {
  const d = due.value;
  const waits = stage.value === "waiting";
  const reviews = d ? d.review + d.learning : 0;
  const nothing = d !== null && reviews + d.new === 0;
  useListenForStart(waits);
  return (
    <section class="today" aria-labelledby="today">
      <h2 id="today" class="sr">
        {t("library.today")}
      </h2>
      {d && !nothing && (
        <p class="today-count">
          {reviews === 0 && t("library.newCards", { n: d.new })}
          {reviews > 0 && t("library.due", { n: reviews })}
          {reviews > 0 && d.new > 0 && <span> · {t("library.new", { n: d.new })}</span>}
        </p>
      )}
      {nothing && (
        <p class="today-count">
          {t("library.none")} {d.next > 0 && <span>{t("library.next", { when: when(d.next) })}</span>}
        </p>
      )}
      {waits ? (
        <div class="today-go">
          <button
            type="button"
            class="button primary big"
            onClick={() => {
              void takeUp();
              go("study");
            }}
          >
            <PlayIcon /> {t("library.continue")}
          </button>
          <button type="button" class="button quiet" onClick={() => void study()}>
            {t("library.startNew")}
          </button>
        </div>
      ) : (
        <div class="today-go">
          <button type="button" class="button primary big" onClick={() => void study()}>
            <PlayIcon /> {t("library.study")}
          </button>
        </div>
      )}
      {mic.value.state === "open" && !settings.value?.push_to_talk && <p class="hint">{t("mic.sayStart")}</p>}
      <Choice
        legend={t("library.profile")}
        value={settings.value?.profile ?? "desk"}
        options={profiles.value.map((p) => ({ value: p.id, title: p.title, about: p.about }))}
        onChange={(profile: ProfileID) => void attempt(() => saveSettings({ profile }))}
      />
      <Rounds />
    </section>
  );
}

/** With listening on, “start studying” begins as the button would. */
function useListenForStart(waits: boolean): void {
  const open = mic.value.state === "open";
  const running = jobs.value.some((j) => j.state === "running");
  const pushed = settings.value?.push_to_talk ?? false; // others may say it
  useEffect(() => {
    if (!open || running || pushed) return;
    return listenForStart(settings.value?.lang ?? "en", () => {
      if (!waits) void study();
      else {
        void takeUp();
        go("study");
      }
    });
  }, [open, waits, running, pushed]);
}

const ROUNDS: Mode[] = ["daily", "weekly", "challenge", "duel"];

function Rounds() {
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

/** The last level of a deck's name; the levels above are shown by indenting. */
export const lastName = (name: string) => name.split("::").at(-1)!;

function Decks() {
  const list = decks.value;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const title = useId();
  const tree = list.some((d) => d.depth > 0);
  const hidden = (d: Deck) => [...closed].some((c) => d.name.startsWith(c + "::"));
  const hasChildren = (d: Deck) => list.some((e) => e.name.startsWith(d.name + "::"));
  const toggle = (name: string) => {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    setClosed(next);
  };
  return (
    <section aria-labelledby={title}>
      <div class="spread">
        <h2 id={title}>{t("library.decks")}</h2>
        <a class="more" href={href("cards")}>
          {t("deck.all")}
        </a>
      </div>
      <table class={"decks" + (tree ? " tree" : "")}>
        <thead>
          <tr>
            <th scope="col">{t("library.deck")}</th>
            <th scope="col" class="n">
              {t("library.newCol")}
            </th>
            <th scope="col" class="n">
              {t("library.learningCol")}
            </th>
            <th scope="col" class="n">
              {t("library.reviewCol")}
            </th>
            <th scope="col">
              <span class="sr">{t("cards.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list
            .filter((d) => !hidden(d))
            .map((d) => (
              <tr key={d.id}>
                <th scope="row" class={"depth-" + Math.min(d.depth, 5)}>
                  <span class="deck-name">
                    {hasChildren(d) ? (
                      <button
                        type="button"
                        class="fold"
                        aria-expanded={!closed.has(d.name)}
                        aria-label={lastName(d.name)}
                        onClick={() => toggle(d.name)}
                      >
                        <span aria-hidden="true">{closed.has(d.name) ? "▸" : "▾"}</span>
                      </button>
                    ) : (
                      <span class="no-fold" />
                    )}
                    <a href={href("deck", d.id)}>{lastName(d.name)}</a>
                  </span>
                </th>
                <Count n={d.new} name={t("library.newCol")} />
                <Count n={d.learning} name={t("library.learningCol")} />
                <Count n={d.review} name={t("library.reviewCol")} />
                <td class="act">
                  <button
                    type="button"
                    class="button small"
                    aria-label={t("library.studyDeck", { deck: lastName(d.name) })}
                    onClick={() => void study({ deck: d.id })}
                  >
                    {t("library.study")}
                  </button>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

const Count = ({ n, name }: { n: number; name: string }) => (
  <td class={"n" + (n === 0 ? " zero" : "")} data-name={name}>
    {num(n)}
  </td>
);
