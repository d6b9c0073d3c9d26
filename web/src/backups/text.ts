// How the page names a backup: its time, its reason, its place and its size.

import type { Backup } from "../api/types";
import { inBrowser } from "../host/state";
import { date, maybe, num, t } from "../i18n/index";

export const backupTime = (b: Backup): string => {
  const at = new Date(b.at);
  return `${date(at.getTime())}, ${at.toLocaleTimeString(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" })}`;
};

/** Returns where backups are. A browser has no folder that the learner could open. */
export const backupPlace = (place: string): string => (inBrowser ? t("backups.here") : place);

export const backupAbout = (b: Backup): string => `${maybe("backups.why." + b.reason, b.reason)} · ${size(b.size)}`;

export const size = (bytes: number): string =>
  bytes >= 1 << 20
    ? t("backups.mb", { n: num(bytes / (1 << 20), 1) })
    : t("backups.kb", { n: num(Math.max(1, bytes / 1024)) });
