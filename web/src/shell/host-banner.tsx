// The banner of the page as its own host: the program loads, waits or has failed, or the
// collection may not last.

import { downloadBackup } from "../backups/download";
import { evicted, full, hostState, inBrowser } from "../host/state";
import { say } from "../host/text";
import { attempt, retry } from "../state/app";
import { href } from "../state/route";

/** The banner of every page; nothing if all is well. */
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
