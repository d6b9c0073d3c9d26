// The first page: what is due, a button to study, the decks, and adding cards. Without cards it is
// the page for the first visit.

import { useEffect } from "preact/hooks";
import { downloadBackup } from "../backups/download";
import { BackupReminder } from "../backups/reminder";
import { t } from "../i18n/index";
import { DropZone } from "../imports/drop-zone";
import { Jobs } from "../imports/job-list";
import { Packs } from "../imports/packs";
import { MicCheck } from "../microphone/mic-check";
import { Shelf } from "../reading/shelf";
import { attempt, refresh, report, status } from "../state/app";
import { look } from "../study/session";
import { Decks } from "./decks";
import { Today } from "./today";

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
