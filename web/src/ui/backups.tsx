// The backups that Carrel makes by itself, in the settings.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { BackupList } from "../api/types";
import { t } from "../i18n/index";
import { backupAbout, backupTime, size } from "../pages/rescue";
import { attempt, keep, report, settings } from "../state/app";
import { Confirm } from "./dialog";
import { Switch } from "./field";

export function Backups() {
  const [list, setList] = useState<BackupList | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => void api.backups().then(setList, report), []);
  const s = settings.value;
  if (!list?.place || !s) return null;
  const change = async (work: () => Promise<BackupList>) => {
    setBusy(true);
    await attempt(async () => setList(await work()));
    setBusy(false);
  };
  return (
    <>
      <h3>{t("backups.title")}</h3>
      <Switch label={t("backups.on")} about={t("backups.about")} checked={s.auto_backup} onChange={(auto_backup) => void keep({ auto_backup })} />
      {list.problem && <p role="alert">{t("backups.problem", { why: list.problem })}</p>}
      <p class="hint">{t("backups.place", { n: list.backups.length, place: list.place, size: size(list.size + list.media) })}</p>
      {list.backups.length > 0 && (
        <details>
          <summary>{t("backups.list")}</summary>
          <ul>
            {list.backups.map((b) => (
              <li key={b.name}>
                {backupTime(b)} <span class="hint">{backupAbout(b)}</span>
              </li>
            ))}
          </ul>
          <p class="hint">{t("backups.restore")}</p>
        </details>
      )}
      <div class="row">
        <button type="button" class="button" disabled={busy} onClick={() => void change(api.backUp)}>
          {t("backups.now")}
        </button>
        {list.backups.length > 0 && (
          <button type="button" class="button danger" disabled={busy} onClick={() => setAsking(true)}>
            {t("backups.erase")}
          </button>
        )}
      </div>
      {asking && (
        <Confirm title={t("backups.erase")} yes={t("backups.erase")} onClose={() => setAsking(false)} onYes={() => void change(api.eraseBackups)}>
          <p>{t("backups.eraseAbout")}</p>
        </Confirm>
      )}
    </>
  );
}
