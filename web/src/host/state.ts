// What the page knows about the program that runs in a worker beside it. None of it applies to a
// page that Carrel serves on a computer.

import { signal } from "@preact/signals";

/** whether this page is its own host; `carrel site` marks it */
export const inBrowser = document.querySelector('meta[name="carrel-host"][content="browser"]') !== null;

export type HostState =
  | { name: "loading"; done: number; total: number }
  | { name: "waiting" }
  | { name: "starting" }
  | { name: "ready"; kept: boolean; why: string }
  | { name: "failed"; why: string };

export const hostState = signal<HostState>({ name: "starting" });

/** whether the browser has promised to keep the collection; null before it was asked */
export const persisted = signal<boolean | null>(null);

/** how many files are kept for use without a network, and how many should be */
export const offlineFiles = signal<{ done: number; total: number } | null>(null);

/** whether the storage is full; the page then offers a backup */
export const full = signal(false);

/** whether this browser had a collection that is gone */
export const evicted = signal(false);
