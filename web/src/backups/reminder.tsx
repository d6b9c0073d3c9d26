// A reminder on the library page of the site: the last downloaded backup is old.

import { t } from "../i18n/index";
import { attempt, notice, refresh, saveSettings, settings, status } from "../state/app";
import { downloadBackup } from "./download";

const DAY_MS = 24 * 60 * 60 * 1000;

export function BackupReminder() {
  if (!status.value?.remind_backup) return null;
  const last = settings.value?.backup_downloaded ?? 0;
  const days = Math.floor((Date.now() - last) / DAY_MS);
  const answer = (work: () => Promise<void>, said: string) =>
    attempt(async () => {
      await work();
      await refresh();
      notice.value = said;
      // The focused button is gone.
      document.querySelector<HTMLElement>("main h1")?.focus();
    });
  return (
    <section class="banner remind" aria-label={t("remind.title")}>
      <p>{last > 0 && days > 0 ? t("remind.old", { n: days }) : t("remind.never")}</p>
      <button type="button" class="button" onClick={() => void answer(downloadBackup, t("remind.done"))}>
        {t("library.backup")}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => void answer(() => saveSettings({ backup_later: Date.now() }), "")}
      >
        {t("remind.later")}
      </button>
    </section>
  );
}
