// The page's side of the service worker: registers it and says what to keep.

import { settings } from "../state/app";
import { effect } from "@preact/signals";
import type { FromService } from "./protocol";
import { hostState, offlineFiles } from "./state";

/** How long the first visit waits for the service worker, which then sees and keeps all that loads. */
const PATIENCE_MS = 4000;

/** Registers the service worker; resolves once it sees what the page fetches, or cannot. */
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
    // It sees already; whether there is a newer one can be found out beside.
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
    // No network and no registration, or not allowed: the page works all the same.
  }
}

/** The program is on its way; another tab may be the one that waits for it. */
function loading(done: number): void {
  const { name } = hostState.value;
  if (name === "starting" || name === "loading")
    hostState.value = { name: "loading", done, total: Math.max(programSize(), done) };
}

/** Bytes of the program as sent. */
export function programSize(): number {
  return Number(document.querySelector<HTMLMetaElement>('meta[name="carrel-program-size"]')?.content ?? 0);
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
