// The page's side of the service worker: registers it and says what to keep.

import { settings } from "../state/app";
import { effect } from "@preact/signals";
import { offlineFiles } from "./state";

/** How long the first visit waits for the service worker, which then sees and keeps all that loads. */
const PATIENCE_MS = 4000;

/** Registers the service worker; resolves once it sees what the page fetches, or cannot. */
export async function registerOffline(): Promise<void> {
  const sw = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!sw) return;
  sw.onmessage = ({ data }: MessageEvent<{ kept: { done: number; total: number } }>) => (offlineFiles.value = data.kept);
  sw.startMessages();
  const seen = new Promise<void>((done) => {
    if (sw.controller) done();
    sw.addEventListener("controllerchange", () => done(), { once: true });
    setTimeout(done, PATIENCE_MS);
  });
  try {
    await sw.register(new URL("sw.js", document.baseURI));
    await seen;
  } catch {
    // No network and no registration, or not allowed: the page works all the same.
  }
}

/** Has the program and the voice kept, and the recogniser where it is used. */
export function keepOffline(): void {
  const sw = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!sw) return;
  let asked = "";
  effect(() => {
    const s = settings.value;
    if (!s) return;
    const listen = s.listening ? s.lang : "";
    if (asked === "x" + listen) return;
    asked = "x" + listen;
    void sw.ready.then((r) => r.active?.postMessage({ keep: listen }));
  });
}
