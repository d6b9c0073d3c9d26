// The messages between the page and the worker that runs the Go program.

/** Absolute addresses of the files that the worker needs. */
export interface Places {
  exec: string;
  program: string;
  /** size of the program as sent, in bytes, for the progress bar */
  size: number;
  voiceWorker: string;
  voice: string;
}

export interface Request {
  id: number;
  method: string;
  /** starts with /api/ */
  url: string;
  headers: Record<string, string>;
  body: Blob | undefined;
}

export type ToWorker = { start: Places } | { request: Request } | { stop: number };

export type FromWorker =
  /** another tab has the collection; this one is next */
  | { state: "waiting" }
  | { state: "loading"; done: number; total: number }
  | { state: "starting" }
  /** kept: the collection is on the device; otherwise it is in memory, and why says why */
  | { state: "ready"; kept: boolean; why: string }
  | { state: "failed"; why: string }
  | { id: number; head: number; headers: string[] }
  | { id: number; chunk: Uint8Array<ArrayBuffer> }
  | { id: number; end: boolean };

/** What the service worker sends: files kept for offline use, bytes of the program loaded. */
export type FromService = { kept: { done: number; total: number } } | { loaded: number };
