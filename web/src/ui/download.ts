import { api } from "../api/client";
import { t } from "../i18n/index";
import { problem } from "../state/app";

/** Hands the backup to the browser's downloads. */
export async function downloadBackup(): Promise<void> {
  const { name, data } = await api.backup();
  saveFile(name, data);
  // A backup that lacks something says so in its last line.
  const missing = /"missing":(\d+)\}\s*$/.exec(await data.slice(-100).text())?.[1];
  if (missing) problem.value = t("backups.missing", { n: missing });
}

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, data: Blob): void {
  const url = URL.createObjectURL(data);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  // The browser has taken its own reference by then.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
