// The slider for the desired retention, with its workload. The program simulates a year for each
// value, which takes a second, so the page asks for it once, and only if it shows the workload.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { WorkloadPoint } from "../api/types";
import { num, percent, t } from "../i18n/index";
import { status } from "../state/app";
import { Slider } from "./field";

export function Retention(p: { value: number; onChange: (v: number) => void; cost?: boolean }) {
  const [points, setPoints] = useState<WorkloadPoint[]>([]);
  useEffect(() => {
    if (!p.cost || status.value?.empty) return;
    // The slider works without the figures, so a failure is not reported.
    api.workload().then(setPoints, () => {});
  }, []);
  const near = points.find((x) => Math.abs(x.retention - p.value) < 0.005);
  return (
    <div>
      <Slider
        label={t("settings.retention")}
        about={t("settings.retentionAbout")}
        min={0.8}
        max={0.95}
        step={0.01}
        value={p.value}
        show={percent}
        onChange={p.onChange}
      />
      {near && (
        <p class="cost" role="status">
          {t(near.minutes_per_day < 1 ? "settings.retentionLittle" : "settings.retentionCost", {
            retention: percent(near.retention),
            minutes: num(near.minutes_per_day),
            reviews: num(near.reviews_per_day),
          })}
        </p>
      )}
    </div>
  );
}
