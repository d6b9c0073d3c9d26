// The page of one book or recording: its sections and its settings.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { ReadingPage as Reading } from "../api/types";
import { num, t } from "../i18n/index";
import { refresh, report } from "../state/app";
import { PlayIcon } from "../ui/icons";
import { progress, time } from "./progress";
import { listenTo } from "./readings";
import { ReadingSettings } from "./settings";

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
