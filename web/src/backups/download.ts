import { api } from "../api/client";
import type { AutoBackup } from "../api/types";
import { inBrowser } from "../host/state";
import { t } from "../i18n/index";
import { problem, saveSettings, settings } from "../state/app";
import { saveFile } from "../ui/save-file";

/** Hands the backup to the browser's downloads. */
export async function downloadBackup(): Promise<void> {
  const began = Date.now();
  const { name, data } = await api.backup();
  saveFile(name, data);
  if (!(await lacks(data))) await rememberBackup(began);
}

/** Hands a backup that Carrel made by itself to the browser's downloads. */
export async function downloadAutoBackup(b: AutoBackup): Promise<void> {
  const data = await api.file("api/backups/" + encodeURIComponent(b.name));
  saveFile(b.name.replace(/\.gz$/, ""), data);
  if (!(await lacks(data))) await rememberBackup(new Date(b.at).getTime());
}

/** A backup that lacks something says so in its last line; the learner is told. */
async function lacks(data: Blob): Promise<boolean> {
  const missing = /"missing":(\d+)\}\s*$/.exec(await data.slice(-100).text())?.[1];
  if (missing) problem.value = t(inBrowser ? "backups.missingHere" : "backups.missing", { n: missing });
  return missing !== undefined;
}

/** In a browser, remembers that what was there at a time is kept elsewhere: see BackupReminder. */
export async function rememberBackup(at: number): Promise<void> {
  if (inBrowser && at > (settings.value?.backup_downloaded ?? 0)) await saveSettings({ backup_downloaded: at });
}
