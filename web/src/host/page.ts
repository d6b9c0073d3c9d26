// The page as its own host: starts the worker with the Go program, keeps the site for use without
// a network, and asks the browser for persistent storage.

import { useTransport } from "../api/client";
import { http } from "../api/transport";
import { assetFinder } from "../assets";
import { boundWorker } from "./bound-worker";
import { keepOffline, programSize, registerOffline } from "./offline";
import { Bridge } from "./fetch";
import type { FromWorker, Places, ToWorker } from "./protocol";
import { evicted, full, hostState, persisted } from "./state";

let running: Promise<Worker> | undefined;
const bridge = new Bridge(async () => {
  const worker = await (running ??= run());
  return (m: ToWorker) => worker.postMessage(m);
}, answered);

/** Makes the page answer its own calls and starts to load the program. */
export function start(): void {
  bridge.install();
  // Addresses of the API are not files here, so pictures and sounds are fetched as blobs.
  useTransport({ ...http, direct: false });
  running ??= run();
  running.catch(() => undefined);
}

async function run(): Promise<Worker> {
  try {
    await registerOffline();
    const at = await places();
    const worker = boundWorker(await workerAddress());
    await new Promise<void>((ready, failed) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (!("state" in data)) {
          bridge.take(data);
          return;
        }
        const { state, ...rest } = data;
        hostState.value = { name: state, ...rest } as typeof hostState.value;
        if (data.state === "ready") ready();
        if (data.state === "failed") {
          failed(new TypeError(data.why));
          gone(worker);
        }
      };
      worker.onerror = (e) => {
        hostState.value = { name: "failed", why: e.message };
        failed(new TypeError(e.message));
        gone(worker);
      };
      worker.postMessage({ start: at } satisfies ToWorker);
    });
    void afterStart();
    return worker;
  } catch (e) {
    running = undefined; // the next call tries again
    if (hostState.value.name !== "failed")
      hostState.value = { name: "failed", why: e instanceof Error ? e.message : String(e) };
    throw e;
  }
}

function gone(worker: Worker): void {
  worker.terminate();
  running = undefined;
  bridge.drop();
}

/**
 * Ends a program that no longer answers and starts it again. What it has acknowledged is kept.
 * Pending calls fail as if the connection were lost, and the session resumes.
 */
export async function restart(): Promise<void> {
  const worker = await running;
  if (!worker) return;
  hostState.value = { name: "starting" };
  gone(worker);
  running = run();
  await running;
}

async function workerAddress(): Promise<string> {
  return need(await assetFinder(), "host/worker.js");
}

async function places(): Promise<Places> {
  const find = await assetFinder();
  return {
    exec: need(find, "host/wasm_exec.js"),
    program: need(find, "host/carrel.wasm.gz"),
    size: programSize(),
    voiceWorker: need(find, "speech/flite.js"),
    voice: need(find, "flite/flite.wasm"),
  };
}

function need(find: (name: string) => string | undefined, name: string): string {
  const url = find(name);
  if (!url) throw new Error(`This site is not whole: ${name} is missing. Make it again with carrel site.`);
  return url;
}

/** a mark outside the collection that shows when the browser has cleared the collection */
const mark = "carrel-collection";

async function afterStart(): Promise<void> {
  keepOffline();
  const status = (await (await fetch("api/status")).json()) as { empty: boolean };
  const had = remembered() !== null;
  if (status.empty) evicted.value = had;
  else {
    remember(true);
    void askToStay();
  }
}

/** Looks at the answers to calls that change the collection. */
function answered(method: string, path: string, status: number): void {
  if (method === "GET" || path === "/api/speak") return;
  if (status >= 400) {
    if (status === 503) full.value = true;
    return;
  }
  full.value = false;
  if (path === "/api/erase") {
    remember(false);
    evicted.value = false;
  } else if (/^\/api\/(import|packs|session)/.test(path)) {
    remember(true);
    evicted.value = false;
    void askToStay();
  }
}

async function askToStay(): Promise<void> {
  if (persisted.value !== null) return;
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.persist) {
    persisted.value = false;
    return;
  }
  persisted.value = (await storage.persisted()) || (await storage.persist());
}

function remembered(): string | null {
  try {
    return localStorage.getItem(mark);
  } catch {
    return null;
  }
}

function remember(there: boolean): void {
  try {
    if (there) localStorage.setItem(mark, "1");
    else localStorage.removeItem(mark);
  } catch {
    // Without the mark, a cleared collection looks like a new one.
  }
}
