// The section of the settings about the automatic backups.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { BackupList } from "../api/types";
import { inBrowser } from "../host/state";
import { t } from "../i18n/index";
import { attempt, keep, report, settings } from "../state/app";
import { Confirm } from "../ui/dialog";
import { Switch } from "../ui/field";
import { downloadAutoBackup } from "./download";
import { backupAbout, backupPlace, backupTime, size } from "./text";

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
      <Switch
        label={t("backups.on")}
        about={t("backups.about")}
        checked={s.auto_backup}
        onChange={(auto_backup) => void keep({ auto_backup })}
      />
      {list.problem && <p role="alert">{t("backups.problem", { why: list.problem })}</p>}
      <p class="hint">
        {t("backups.place", {
          n: list.backups.length,
          place: backupPlace(list.place),
          size: size(list.size + list.media),
        })}
      </p>
      {list.most > 0 && <p class="hint">{t("backups.most", { size: size(list.most) })}</p>}
      {list.short && <p class="hint">{t("backups.short")}</p>}
      {list.media_left > 0 && <p class="hint">{t("backups.mediaLeft", { n: list.media_left })}</p>}
      {list.backups.length > 0 && (
        <details>
          <summary>{t("backups.list")}</summary>
          <ul class="backups">
            {list.backups.map((b) => (
              <li key={b.name} class="row">
                <span>
                  {backupTime(b)} <span class="hint">{backupAbout(b)}</span>
                </span>
                <button
                  type="button"
                  class="button small"
                  disabled={busy}
                  aria-label={t("backups.downloadOf", { date: backupTime(b) })}
                  onClick={() => void attempt(() => downloadAutoBackup(b))}
                >
                  {t("backups.download")}
                </button>
              </li>
            ))}
          </ul>
          <p class="hint">{t(inBrowser ? "backups.restoreHere" : "backups.restore")}</p>
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
        <Confirm
          title={t("backups.erase")}
          yes={t("backups.erase")}
          onClose={() => setAsking(false)}
          onYes={() => void change(api.eraseBackups)}
        >
          <p>{t(inBrowser ? "backups.eraseAboutHere" : "backups.eraseAbout")}</p>
        </Confirm>
      )}
    </>
  );
}
