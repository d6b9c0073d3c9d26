import { api } from "../api/client";

/** Hands the backup to the browser's downloads. */
export async function downloadBackup(): Promise<void> {
  const { name, data } = await api.backup();
  const url = URL.createObjectURL(data);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  // The browser has taken its own reference by then.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
