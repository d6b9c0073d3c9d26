// How a call reaches the Go program: over HTTP on a computer, or by messages to
// a worker in the page. client.ts speaks to either through this.

import { APIError } from "./error";

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
  /** true when an address works as the src of an image as it is */
  readonly direct: boolean;
}

/** Calls over HTTP to the server the page came from. */
export const http: Transport = {
  direct: true,
  async send({ method, path, body, type, signal }) {
    try {
      return await fetch(new URL(path, document.baseURI), {
        method,
        ...(body === undefined ? {} : { body }),
        ...(type === undefined ? {} : { headers: { "Content-Type": type } }),
        ...(signal === undefined ? {} : { signal }),
        cache: path.startsWith("api/clip/") || path.startsWith("api/earcon/") ? "default" : "no-store",
        credentials: "same-origin",
      });
    } catch (e) {
      if (signal?.aborted) throw e;
      throw new APIError("offline", "");
    }
  },
};
