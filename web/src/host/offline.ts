// The page's side of the service worker: registers it and tells it what to keep.

import { settings } from "../state/app";
import { effect } from "@preact/signals";
import type { FromService } from "./protocol";
import { hostState, offlineFiles } from "./state";

/** how long the first visit waits for the service worker, which then caches what the page loads */
const PATIENCE_MS = 4000;

/** Registers the service worker. Resolves once it controls the page, or when it cannot. */
export async function registerOffline(): Promise<void> {
  const sw = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!sw) return;
  sw.onmessage = ({ data }: MessageEvent<FromService>) => {
    if ("kept" in data) offlineFiles.value = data.kept;
    else loading(data.loaded);
  };
  sw.startMessages();
  const url = new URL("sw.js", document.baseURI);
  if (sw.controller) {
    // It controls the page already. The check for a newer one need not delay the start.
    void sw.register(url).catch(() => undefined);
    return;
  }
  const seen = new Promise<void>((done) => {
    sw.addEventListener("controllerchange", () => done(), { once: true });
    setTimeout(done, PATIENCE_MS);
  });
  try {
    await sw.register(url);
    await seen;
  } catch {
    // Without a network or a permission for it, the page works without a service worker.
  }
}

/** Shows the progress of loading the program; it may be another tab that waits for it. */
function loading(done: number): void {
  const { name } = hostState.value;
  if (name === "starting" || name === "loading")
    hostState.value = { name: "loading", done, total: Math.max(programSize(), done) };
}

/** Returns the size of the program as sent, in bytes. */
export function programSize(): number {
  return Number(document.querySelector<HTMLMetaElement>('meta[name="carrel-program-size"]')?.content ?? 0);
}

/** Has the service worker keep the program, the voice, and the recogniser if it is in use. */
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
