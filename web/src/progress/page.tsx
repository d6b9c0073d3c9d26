// The page of what the learner knows and has done, which only the learner sees.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Progress } from "../api/types";
import { num, percent, t, type Key } from "../i18n/index";
import { report } from "../state/app";
import { Plot } from "../ui/plot";
import { FitLine } from "./fit-line";
import { Workload } from "./workload";

export function ProgressPage() {
  const [p, setP] = useState<Progress | null>(null);
  useEffect(() => void api.progress().then(setP, report), []);
  return (
    <>
      <h1 tabIndex={-1}>{t("progress.title")}</h1>
      <p class="hint">{t("progress.about")}</p>
      {p && <Figures p={p} />}
      {p && p.reviews === 0 && <p>{t("progress.empty")}</p>}
      {p && p.reviews > 0 && <Plots p={p} />}
      {p?.fit && <FitLine fit={p.fit} />}
    </>
  );
}

function Figures({ p }: { p: Progress }) {
  const figures: [number, Key][] = [
    [Math.round(p.known), "progress.known"],
    [daysThisMonth(p), "progress.days"],
    [Math.round(p.minutes), "progress.minutes"],
    [p.reviews, "progress.reviews"],
  ];
  return (
    <>
      <dl class="figures">
        {figures.map(([n, name]) => (
          <div key={name}>
            <dt>{t(name, { n })}</dt>
            <dd>{num(n)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t("progress.knownAbout", { cards: p.cards })}</p>
    </>
  );
}

/** Returns the days with a review in this calendar month. Unlike a streak, it cannot break. */
function daysThisMonth(p: Progress): number {
  const now = new Date();
  const month = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-`;
  return p.history.filter((h) => h.reviews > 0 && h.day.startsWith(month)).length;
}

function Plots({ p }: { p: Progress }) {
  const forecast = p.forecast;
  const history = p.history;
  return (
    <div class="plots">
      {forecast.length > 1 && (
        <Plot
          title={t("progress.recall")}
          about={t("progress.recallAbout")}
          at={forecast.map((f) => f.day)}
          values={forecast.map((f) => f.recall)}
          show={percent}
          range={[0, 1]}
          column={t("progress.recallCol")}
        />
      )}
      {history.length > 0 && (
        <Plot
          title={t("progress.reviewsDay")}
          bars
          at={history.map((h) => h.day)}
          values={history.map((h) => h.reviews)}
          show={(n) => num(n)}
          column={t("progress.reviewsDay")}
        />
      )}
      {history.length > 0 && (
        <Plot
          title={t("progress.minutesDay")}
          bars
          at={history.map((h) => h.day)}
          values={history.map((h) => h.minutes)}
          show={(n) => num(n)}
          column={t("progress.minutesDay")}
        />
      )}
      {forecast.length > 0 && (
        <Plot
          title={t("progress.dueDay")}
          bars
          at={forecast.map((f) => f.day)}
          values={forecast.map((f) => f.due)}
          show={(n) => num(n)}
          column={t("progress.due")}
        />
      )}
      <Workload />
    </div>
  );
}
