// The list of books and recordings on the library page.

import { useEffect, useId } from "preact/hooks";
import { t } from "../i18n/index";
import { jobs } from "../imports/jobs";
import { report } from "../state/app";
import { href } from "../state/route";
import { PlayIcon } from "../ui/icons";
import { progress } from "./progress";
import { listenTo, loadReadings, readings } from "./readings";

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
