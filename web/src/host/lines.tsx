// What the page as its own host has to tell: a banner when something is in the
// way, lines in the settings about what the device keeps.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import { attempt, retry } from "../state/app";
import { href } from "../state/route";
import { downloadBackup, rememberBackup } from "../ui/download";
import { evicted, full, hostState, inBrowser, offlineFiles, persisted } from "./state";
import { say } from "./text";

/** Shown in the place of the banners of every page; nothing where all is well. */
export function HostBanner() {
  if (!inBrowser) return null;
  const s = hostState.value;
  switch (s.name) {
    case "loading":
      return (
        <div class="banner">
          <p>{say("loading", { percent: s.total ? Math.min(100, Math.round((100 * s.done) / s.total)) : 0 })}</p>
        </div>
      );
    case "waiting":
      return (
        <div class="banner" role="alert">
          <p>{say("waiting")}</p>
        </div>
      );
    case "failed":
      return (
        <div class="banner" role="alert">
          <p>{s.why ? say("failed", { why: s.why }) : say("stopped")}</p>
          <button type="button" class="button" onClick={() => void retry()}>
            {say("restart")}
          </button>
        </div>
      );
  }
  return (
    <>
      {s.name === "ready" && !s.kept && (
        <div class="banner">
          <p>{say("memory")}</p>
          <BackupButton />
        </div>
      )}
      {evicted.value && (
        <div class="banner">
          <p>{say("evicted")}</p>
          <a class="button" href={href("settings")}>
            {say("settings")}
          </a>
        </div>
      )}
      {full.value && (
        <div class="banner" role="alert">
          <p>{say("full")}</p>
          <BackupButton />
        </div>
      )}
    </>
  );
}

function BackupButton() {
  return (
    <button type="button" class="button" onClick={() => void attempt(downloadBackup)}>
      {say("backup")}
    </button>
  );
}

/** In the settings, beside the backup. */
export function HostLines() {
  if (!inBrowser) return null;
  const files = offlineFiles.value;
  return (
    <>
      <Share />
      {persisted.value !== null && <p class="hint">{say(persisted.value ? "stays" : "mayGo")}</p>}
      {files && <p class="hint">{files.done < files.total ? say("keeping", files) : say("offline")}</p>}
    </>
  );
}

/** The backup to another app or device, where the system has a share sheet for such files. */
function Share() {
  const [can, setCan] = useState(false);
  useEffect(() => setCan(sharable(new Blob()) !== null), []);
  if (!can) return null;
  const share = async () => {
    const began = Date.now();
    const files = sharable((await api.backup()).data);
    // Closing the sheet is no fault.
    const shared = await navigator.share(files!).then(
      () => true,
      (e: unknown) => {
        if (!(e instanceof DOMException && e.name === "AbortError")) throw e;
        return false;
      },
    );
    if (shared) await rememberBackup(began);
  };
  return (
    <button type="button" class="button" onClick={() => void attempt(share)}>
      {say("share")}
    </button>
  );
}

/** Share sheets take text files by their known names only. */
function sharable(data: Blob): ShareData | null {
  const files = [new File([data], "carrel-backup.jsonl.txt", { type: "text/plain" })];
  return (navigator as { canShare?: (d: ShareData) => boolean }).canShare?.({ files }) ? { files } : null;
}
