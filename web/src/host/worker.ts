// The worker that runs the Go program. It waits for the lock on the collection, loads the program
// once, and passes requests to it.

import { provideFliteWorker } from "../speech/flite-remote";
import { boundWorker } from "./bound-worker";
import { counting, plain, WASM } from "./program";
import type { FromWorker, Places, Request, ToWorker } from "./protocol";

declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };

interface Answer {
  head(status: number, headers: string[]): void;
  chunk(bytes: Uint8Array<ArrayBuffer>): void;
  end(complete: boolean): void;
}

const self = globalThis as unknown as {
  onmessage: (e: MessageEvent<ToWorker>) => void;
  postMessage(m: FromWorker, transfer?: Transferable[]): void;
  importScripts(url: string): void;
  /** called once, by the program */
  carrelStarted(s: { kept: boolean; why: string; error: string }): void;
  /** set by the program */
  carrelServe(r: Request, a: Answer): void;
  carrelStop(id: number): void;
};

self.onmessage = ({ data }) => {
  if ("start" in data)
    start(data.start).catch((e: unknown) =>
      self.postMessage({ state: "failed", why: e instanceof Error ? e.message : String(e) }),
    );
  else if ("request" in data) serve(data.request);
  else self.carrelStop(data.stop);
};

async function start(at: Places): Promise<void> {
  await collectionLock();
  self.importScripts(at.exec);
  const go = new Go();
  const { instance } = await load(at, go.importObject);
  self.postMessage({ state: "starting" });
  let speaking = false;
  // The voice's worker starts with the first sentence.
  const later = async (...args: [string, string, number, number]): Promise<Uint8Array> => {
    if (!speaking) {
      speaking = true;
      provideFliteWorker(() => boundWorker(at.voiceWorker), at.voice);
    }
    return voice.carrelFlite(...args);
  };
  const voice = globalThis as unknown as { carrelFlite: typeof later };
  voice.carrelFlite = later;
  self.carrelStarted = ({ kept, why, error }) =>
    self.postMessage(error ? { state: "failed", why: error } : { state: "ready", kept, why });
  await go.run(instance);
  self.postMessage({ state: "failed", why: "" });
}

/** Waits for the lock that gives one tab the collection; the browser frees it with the tab. */
async function collectionLock(): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return;
  const held = (options: LockOptions) =>
    new Promise<boolean>((got, failed) => {
      locks
        .request("carrel", options, (lock) => {
          got(lock !== null);
          return lock ? new Promise(() => undefined) : undefined;
        })
        .catch(failed);
    });
  if (await held({ ifAvailable: true })) return;
  self.postMessage({ state: "waiting" });
  await held({});
}

/** Fetches and compiles the program, as the service worker stores it or as the host sends it. */
async function load(at: Places, imports: WebAssembly.Imports): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  const r = await fetch(at.program);
  if (!r.ok || !r.body)
    throw new Error(`The program could not be loaded (${r.status}). Check the connection and reload this page.`);
  if (r.headers.get("Content-Type") === WASM) return WebAssembly.instantiateStreaming(r, imports);
  const counted = r.body.pipeThrough(
    counting((done) => self.postMessage({ state: "loading", done, total: Math.max(at.size, done) })),
  );
  return WebAssembly.instantiateStreaming(
    new Response(await plain(counted), { headers: { "Content-Type": WASM } }),
    imports,
  );
}

function serve(r: Request): void {
  const { id } = r;
  self.carrelServe(r, {
    head: (status, headers) => self.postMessage({ id, head: status, headers }),
    chunk: (bytes) => self.postMessage({ id, chunk: bytes }, [bytes.buffer]),
    end: (complete) => self.postMessage({ id, end: complete }),
  });
}
