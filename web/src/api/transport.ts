// How a call of client.ts reaches the Go program: over HTTP on a computer, or as messages to a
// worker in the page.

import { hostState, inBrowser } from "../host/state";
import { APIError } from "./error";
import { watched } from "./stuck";

export interface Call {
  method: string;
  /** relative, e.g. "api/decks" */
  path: string;
  body?: BodyInit | Blob | undefined;
  type?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface Transport {
  send(call: Call): Promise<Response>;
  /** whether an address of the API works as the src of an image */
  readonly direct: boolean;
}

const pulse = {
  ask: () => fetch(new URL("api/status", document.baseURI), { cache: "no-store", credentials: "same-origin" }),
  // A program that is still loading or waits for another tab has a banner of its own.
  awake: () => !inBrowser || hostState.value.name === "ready",
};

/** Calls over HTTP to the server that sent the page. */
export const http: Transport = {
  direct: true,
  async send({ method, path, body, type, signal }) {
    try {
      const answer = fetch(new URL(path, document.baseURI), {
        method,
        ...(body === undefined ? {} : { body }),
        ...(type === undefined ? {} : { headers: { "Content-Type": type } }),
        ...(signal === undefined ? {} : { signal }),
        cache: path.startsWith("api/clip/") || path.startsWith("api/earcon/") ? "default" : "no-store",
        credentials: "same-origin",
      });
      return await watched(answer, pulse);
    } catch (e) {
      if (signal?.aborted) throw e;
      throw new APIError("offline", "");
    }
  },
};
