import { api } from "../api/client";
import type { Backup } from "../api/types";
import { inBrowser } from "../host/state";
import { t } from "../i18n/index";
import { problem, saveSettings, settings } from "../state/app";
import { saveFile } from "../ui/save-file";

/** Downloads a new backup. */
export async function downloadBackup(): Promise<void> {
  const began = Date.now();
  const { name, data } = await api.backup();
  saveFile(name, data);
  if (!(await lacks(data))) await rememberBackup(began);
}

/** Downloads an automatic backup. */
export async function downloadAutoBackup(b: Backup): Promise<void> {
  const data = await api.file("api/backups/" + encodeURIComponent(b.name));
  saveFile(b.name.replace(/\.gz$/, ""), data);
  if (!(await lacks(data))) await rememberBackup(new Date(b.at).getTime());
}

/** Reports whether a backup lacks rows, which its last line says, and tells the learner. */
async function lacks(data: Blob): Promise<boolean> {
  const missing = /"missing":(\d+)\}\s*$/.exec(await data.slice(-100).text())?.[1];
  if (missing) problem.value = t(inBrowser ? "backups.missingHere" : "backups.missing", { n: missing });
  return missing !== undefined;
}

/** On the site, records when a backup was downloaded, for BackupReminder. */
export async function rememberBackup(at: number): Promise<void> {
  if (inBrowser && at > (settings.value?.backup_downloaded ?? 0)) await saveSettings({ backup_downloaded: at });
}
