// The page for a collection that cannot be read: what is wrong, the backups, and what can be done.

import { useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Backup } from "../api/types";
import { backupAbout, backupPlace, backupTime } from "../backups/text";
import { t } from "../i18n/index";
import { attempt, load, notice, rescue } from "../state/app";
import { go } from "../state/route";
import { Confirm } from "../ui/dialog";
import { saveFile } from "../ui/save-file";

/** an automatic backup, or a file of the learner's */
type Choice = { backup: Backup } | { file: File };

export function RescuePage() {
  const r = rescue.value!;
  const input = useRef<HTMLInputElement>(null);
  const [choice, choose] = useState<Choice | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await attempt(work);
    setBusy(false);
  };
  const restore = (c: Choice) =>
    run(async () => {
      await ("file" in c ? api.restoreFile(c.file) : api.restoreBackup(c.backup.name));
      await load();
      notice.value = t("rescue.done");
      go("library");
    });
  return (
    <div class="form">
      <h1 tabIndex={-1}>{t("rescue.title")}</h1>
      <p>{t("rescue.about")}</p>
      <details>
        <summary>{t("rescue.why")}</summary>
        <p>{r.why}</p>
      </details>
      <section aria-labelledby="rescue-backups">
        <h2 id="rescue-backups">{t("rescue.backups")}</h2>
        {r.backups.length === 0 ? (
          <p>{t("rescue.none", { place: backupPlace(r.place) })}</p>
        ) : (
          <>
            <p class="hint">{t("rescue.place", { place: backupPlace(r.place) })}</p>
            <ul class="backups">
              {r.backups.map((b) => (
                <li key={b.name} class="row">
                  <span>
                    {backupTime(b)} <span class="hint">{backupAbout(b)}</span>
                  </span>
                  <button
                    type="button"
                    class="button"
                    disabled={busy}
                    aria-label={t("rescue.restoreOf", { date: backupTime(b) })}
                    onClick={() => choose({ backup: b })}
                  >
                    {t("rescue.restore")}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <input
            ref={input}
            type="file"
            hidden
            onChange={(e) => e.currentTarget.files?.[0] && choose({ file: e.currentTarget.files[0] })}
          />
          <button type="button" class="button" disabled={busy} onClick={() => input.current?.click()}>
            {t("rescue.file")}
          </button>
        </p>
      </section>
      <section aria-labelledby="rescue-salvage">
        <h2 id="rescue-salvage">{t("rescue.salvage")}</h2>
        <p>{t("rescue.salvageAbout")}</p>
        <p>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() =>
              void run(async () => saveFile("carrel-salvaged.jsonl", await api.file("api/rescue/salvage")))
            }
          >
            {t("rescue.salvageDo")}
          </button>
        </p>
      </section>
      {busy && <p role="status">{t("app.loading")}</p>}
      {choice && (
        <Confirm
          title={t("rescue.ask")}
          yes={t("rescue.restore")}
          onClose={() => choose(null)}
          onYes={() => void restore(choice)}
        >
          <p>{t("rescue.askAbout", { what: "file" in choice ? choice.file.name : backupTime(choice.backup) })}</p>
        </Confirm>
      )}
    </div>
  );
}
