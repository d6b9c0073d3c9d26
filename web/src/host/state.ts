// What the page knows of the program that runs beside it in a worker. Nothing
// of this applies when the page comes from Carrel on a computer.

import { signal } from "@preact/signals";

/** whether this page is its own host: `carrel site` marks it so */
export const inBrowser = document.querySelector('meta[name="carrel-host"][content="browser"]') !== null;

export type HostState =
  | { name: "loading"; done: number; total: number }
  | { name: "waiting" }
  | { name: "starting" }
  | { name: "ready"; kept: boolean; why: string }
  | { name: "failed"; why: string };

export const hostState = signal<HostState>({ name: "starting" });

/** whether the browser promised not to clear the collection away; null while it has not been asked */
export const persisted = signal<boolean | null>(null);

/** files kept for use without a network, and how many there are to keep */
export const offlineFiles = signal<{ done: number; total: number } | null>(null);

/** the store would take no more: a backup is offered */
export const full = signal(false);

/** there was a collection in this browser and it is gone */
export const evicted = signal(false);
