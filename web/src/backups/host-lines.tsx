// What the page as its own host says in the settings about the storage of the collection.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import { inBrowser, offlineFiles, persisted } from "../host/state";
import { say } from "../host/text";
import { attempt } from "../state/app";
import { rememberBackup } from "./download";

/** The lines below the buttons for backups in the settings. */
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

/** A button that shares a backup with another app or device, if the system can share such files. */
function Share() {
  const [can, setCan] = useState(false);
  useEffect(() => setCan(sharable(new Blob()) !== null), []);
  if (!can) return null;
  const share = async () => {
    const began = Date.now();
    const files = sharable((await api.backup()).data);
    // Closing the share sheet is not an error.
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

/** Returns the data to share, or null. Share sheets accept text files only with a common suffix. */
function sharable(data: Blob): ShareData | null {
  const files = [new File([data], "carrel-backup.jsonl.txt", { type: "text/plain" })];
  return (navigator as { canShare?: (d: ShareData) => boolean }).canShare?.({ files }) ? { files } : null;
}
