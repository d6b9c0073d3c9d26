// Books and recordings: the shelf of the library, and the page of one.

import { useEffect, useId, useState } from "preact/hooks";
import { api } from "../api/client";
import type { ReadingPage as Reading, ReadingRow } from "../api/types";
import { num, t } from "../i18n/index";
import { attempt, decks, notice, refresh, report } from "../state/app";
import { jobs } from "../state/imports";
import { listenTo, loadReadings, readings } from "../state/readings";
import { go, href } from "../state/route";
import { Confirm } from "../ui/dialog";
import { PlayIcon } from "../ui/icons";

/** 3 min, or 2 h 5 min. */
export function time(minutes: number): string {
  const n = minutes > 0 && minutes < 1 ? 1 : Math.round(minutes);
  return n < 60 ? t("read.minutes", { n }) : t("read.hours", { h: Math.floor(n / 60), m: n % 60 });
}

/** How far one is, in words. */
function progress(r: ReadingRow): string {
  if (r.place.done) return t("read.done");
  if (!r.at) return time(r.minutes);
  return t("read.left", { time: time(r.minutes_left) });
}

export function Shelf() {
  const title = useId();
  const finished = jobs.value.filter((j) => j.state === "done").length;
  useEffect(() => void loadReadings().catch(report), [finished]);
  if (readings.value.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t("read.title")}</h2>
      <ul class="readings">
        {readings.value.map((r) => (
          <li key={r.id} class="reading">
            <div class="reading-what">
              <a href={href("reading", r.id)}>{r.title}</a>
              <span class="hint">
                {[r.author, t("read.chapters", { n: r.chapters }), progress(r)].filter(Boolean).join(" · ")}
              </span>
              {r.at > 0 && (
                <progress
                  aria-label={t("read.far", { title: r.title })}
                  max={Math.max(r.minutes, 0.01)}
                  value={r.place.done ? r.minutes : r.minutes - r.minutes_left}
                />
              )}
            </div>
            <button
              type="button"
              class="button small"
              aria-label={t("read.listenTo", { title: r.title })}
              onClick={() => void listenTo(r.id)}
            >
              <PlayIcon /> {t("read.listen")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ReadingPage({ id }: { id: string }) {
  const [r, setR] = useState<Reading | null>(null);
  useEffect(() => {
    void api.reading(id).then(setR, report);
    void refresh().catch(report);
  }, [id]);
  if (!r) return <h1 tabIndex={-1}>{t("read.one")}</h1>;
  const begun = r.at > 0 && !r.place.done;
  return (
    <>
      <div class="spread">
        <h1 tabIndex={-1} lang={r.lang || undefined}>
          {r.title}
        </h1>
        <button type="button" class="button primary" onClick={() => void listenTo(r.id)}>
          <PlayIcon /> {begun ? t("read.goOn") : t("read.listen")}
        </button>
      </div>
      <p class="lead">{[r.author, progress(r)].filter(Boolean).join(" · ")}</p>
      <section aria-labelledby="chapters">
        <h2 id="chapters">{t("read.contents")}</h2>
        <ol class="chapters">
          {r.sections.map((s, i) => (
            <li key={i} class={s.here ? "here" : s.heard ? "past" : ""} aria-current={s.here ? "true" : undefined}>
              <span class="chapter-what">
                <span lang={r.lang || undefined}>{s.title || num(i + 1)}</span>
                <span class="hint">
                  {[
                    s.minutes > 0 ? time(s.minutes) : "",
                    s.questions > 0 ? t("read.questions", { n: s.questions }) : "",
                    s.heard ? t("read.heard") : s.here ? t("read.here") : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <button
                type="button"
                class="button small"
                aria-label={t("read.from", { title: s.title || num(i + 1) })}
                onClick={() => void listenTo(r.id, { section: i })}
              >
                {t("read.listen")}
              </button>
            </li>
          ))}
        </ol>
      </section>
      <details class="deck-settings">
        <summary>{t("read.settings")}</summary>
        <ReadingSettings key={r.id} r={r} changed={setR} />
      </details>
    </>
  );
}

function ReadingSettings({ r, changed }: { r: Reading; changed: (r: Reading) => void }) {
  const [asking, setAsking] = useState(false);
  const field = useId();
  return (
    <div class="form">
      {r.questions < r.chapters && decks.value.length > 0 && (
        <div class="field">
          <label for={field}>{t("read.askFrom")}</label>
          <select
            id={field}
            value={r.deck}
            aria-describedby={field + "-about"}
            onChange={(e) => {
              const deck = e.currentTarget.value;
              void attempt(async () => {
                changed(await api.askFrom(r.id, deck));
                notice.value = t("app.saved");
              });
            }}
          >
            <option value="">{t("read.askNothing")}</option>
            {decks.value.map((d) => (
              <option key={d.id} value={d.id}>
                {d.name}
              </option>
            ))}
          </select>
          <p id={field + "-about"} class="hint">
            {t("read.askFromAbout")}
          </p>
        </div>
      )}
      <button type="button" class="button danger" onClick={() => setAsking(true)}>
        {t("read.erase")}
      </button>
      {asking && (
        <Confirm
          title={t("deck.eraseAsk", { deck: r.title })}
          yes={t("deck.eraseYes")}
          onClose={() => setAsking(false)}
          onYes={() =>
            void attempt(async () => {
              await api.eraseReading(r.id);
              await loadReadings();
              go("library");
            })
          }
        >
          <p>{t("read.eraseText")}</p>
        </Confirm>
      )}
    </div>
  );
}
