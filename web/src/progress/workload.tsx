// The workload of each desired retention: minutes a day over the next year. The program simulates
// it, which takes about a second.

import { useEffect, useMemo, useState } from "preact/hooks";
import { api } from "../api/client";
import type { WorkloadPoint } from "../api/types";
import { num, percent, t } from "../i18n/index";
import { report } from "../state/app";
import { href } from "../state/route";
import { Plot } from "../ui/plot";

export function Workload() {
  const [points, setPoints] = useState<WorkloadPoint[] | null>(null);
  useEffect(
    () =>
      void api.workload().then(setPoints, (e) => {
        setPoints([]);
        report(e);
      }),
    [],
  );
  const [at, values] = useMemo(
    () => [(points ?? []).map((p) => String(p.retention)), (points ?? []).map((p) => p.minutes_per_day)],
    [points],
  );
  if (!points) {
    return (
      <section class="plot">
        <h2>{t("workload.title")}</h2>
        <p class="hint" role="status">
          {t("workload.simulating")}
        </p>
      </section>
    );
  }
  if (points.length < 2) return null;
  const own = points.findIndex((p) => p.yours);
  const minutes = (n: number) => num(n, n < 10 ? 1 : 0);
  return (
    <div class="workload">
      <Plot
        title={t("workload.title")}
        about={t("workload.about")}
        at={at}
        values={values}
        name={(r) => percent(Number(r))}
        heading={t("settings.retention")}
        show={minutes}
        column={t("progress.minutesDay")}
        {...(own < 0 ? {} : { mark: { i: own, says: t("workload.yours") } })}
      />
      <p class="hint">
        {own >= 0 &&
          t("workload.own", {
            retention: percent(points[own]!.retention),
            minutes: minutes(points[own]!.minutes_per_day),
          }) + " "}
        <a href={href("settings")}>{t("workload.change")}</a>
      </p>
    </div>
  );
}
