// What the page as its own host says in the settings about the storage of the collection.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import { inBrowser, offlineFiles, persisted } from "../host/state";
import { say } from "../host/text";
import { attempt } from "../state/app";
import { rememberBackup } from "./download";

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
