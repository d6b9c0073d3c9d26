// What the page and the worker that runs the Go program tell each other.

/** Addresses of what the worker needs, absolute. */
export interface Places {
  exec: string;
  program: string;
  /** bytes of the program as sent, for the progress bar */
  size: number;
  voiceWorker: string;
  voice: string;
}

export interface Request {
  id: number;
  method: string;
  /** from /api/ on */
  url: string;
  headers: Record<string, string>;
  body: Blob | undefined;
}

export type ToWorker = { start: Places } | { request: Request } | { stop: number };

export type FromWorker =
  /** another tab has the collection; we are next */
  | { state: "waiting" }
  | { state: "loading"; done: number; total: number }
  | { state: "starting" }
  /** kept: the collection lies on the device; else in memory, and why */
  | { state: "ready"; kept: boolean; why: string }
  | { state: "failed"; why: string }
  | { id: number; head: number; headers: string[] }
  | { id: number; chunk: Uint8Array<ArrayBuffer> }
  | { id: number; end: boolean };

/** What the service worker tells: files kept for use without a network, bytes of the program that came. */
export type FromService = { kept: { done: number; total: number } } | { loaded: number };
