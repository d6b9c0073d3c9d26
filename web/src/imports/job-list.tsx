// The list of imports: those that wait, the progress of the one that runs, and their results.

import { useId } from "preact/hooks";
import type { ImportResult } from "../api/types";
import { num, t } from "../i18n/index";
import { ImportedSettings } from "./imported-settings";
import { dismiss, jobs, type Job } from "./jobs";

export function Jobs() {
  if (jobs.value.length === 0) return null;
  return (
    <ul class="jobs">
      {jobs.value.map((j) => (
        <li key={j.id} class={"job " + j.state}>
          <JobView job={j} />
        </li>
      ))}
    </ul>
  );
}

function JobView({ job }: { job: Job }) {
  const name = useId();
  switch (job.state) {
    case "waiting":
      return <p>{t("add.waiting", { file: job.file })}</p>;
    case "running": {
      const p = job.progress;
      return (
        <>
          <p id={name}>{t("add.importing", { file: job.file })}</p>
          {p && p.total > 0 ? (
            <progress aria-labelledby={name} max={p.total} value={p.done} />
          ) : (
            <progress aria-labelledby={name} />
          )}
          {p && <p class="hint">{p.what}</p>}
        </>
      );
    }
    case "failed":
      return (
        <>
          <h3>{t("add.failed", { file: job.file })}</h3>
          <p>{job.error}</p>
          <Hide id={job.id} />
        </>
      );
    case "done":
      return (
        <>
          <h3>{t("add.done", { file: job.file })}</h3>
          <Result result={job.result!} />
          <ImportedSettings job={job.id} result={job.result!} />
          <Hide id={job.id} />
        </>
      );
  }
}

const Hide = ({ id }: { id: number }) => (
  <button type="button" class="button quiet" onClick={() => dismiss(id)}>
    {t("add.dismiss")}
  </button>
);

function Result({ result: r }: { result: ImportResult }) {
  const counts: string[] = [];
  if (r.notes) counts.push(t("add.notes", { n: r.notes }));
  if (r.cards) counts.push(t("add.cards", { n: r.cards }));
  if (r.reviews) counts.push(t("add.reviews", { n: r.reviews }));
  if (r.readings) counts.push(t("add.readings", { n: r.readings }));
  if (r.media) counts.push(t("add.media", { n: r.media }));
  if (r.updated) counts.push(t("add.updated", { n: r.updated }));
  if (counts.length > 0 && r.duplicates) counts.push(t("add.duplicates", { n: r.duplicates }));
  const skipped = r.skipped;
  return (
    <>
      <p>{counts.length > 0 ? counts.join(" · ") : t("add.nothingNew")}</p>
      {skipped.length > 0 && (
        <details>
          <summary>{t("add.skipped", { n: skipped.length })}</summary>
          <div class="scroll" tabIndex={0} role="region" aria-label={t("add.skipped", { n: skipped.length })}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("add.what")}</th>
                  <th scope="col">{t("add.why")}</th>
                </tr>
              </thead>
              <tbody>
                {skipped.slice(0, 500).map((s, i) => (
                  <tr key={i}>
                    <td>{s.what}</td>
                    <td>{s.why}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {skipped.length > 500 && <p class="hint">… {num(skipped.length - 500)}</p>}
          </div>
        </details>
      )}
    </>
  );
}
