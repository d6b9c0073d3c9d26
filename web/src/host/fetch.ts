// Sends the page's fetch of api/… to the Go program in the worker. All other addresses are fetched
// as usual.

import type { FromWorker, Request as Asked, ToWorker } from "./protocol";

interface Waiting {
  asked: Asked;
  /** the answer is a stream of JSON lines */
  lines?: boolean;
  resolve(r: Response): void;
  reject(e: Error): void;
  body?: ReadableStreamDefaultController<Uint8Array>;
}

/** Passes requests to the worker and its answers back. */
export class Bridge {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** ready resolves to a function that posts to the running program; answered sees every status. */
  constructor(
    private readonly ready: () => Promise<(m: ToWorker) => void>,
    private readonly answered: (method: string, url: string, status: number) => void,
  ) {}

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const { signal } = init;
    signal?.throwIfAborted();
    const body =
      init.body === undefined || init.body === null
        ? undefined
        : init.body instanceof Blob
          ? init.body
          : await new Response(init.body).blob();
    const headers: Record<string, string> = {};
    new Headers(init.headers).forEach((value, name) => (headers[name] = value));
    const post = await this.ready();
    const id = ++this.last;
    const request: Asked = { id, method: init.method ?? "GET", url, headers, body };
    return new Promise((resolve, reject) => {
      const stop = () => {
        const w = this.waiting.get(id);
        if (!w) return;
        this.waiting.delete(id);
        post({ stop: id });
        const why = signal!.reason as Error;
        w.reject(why);
        w.body?.error(why);
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.waiting.set(id, { asked: request, resolve, reject });
      post({ request });
    });
  }

  take(m: Exclude<FromWorker, { state: string }>): void {
    const w = this.waiting.get(m.id);
    if (!w) return;
    if ("head" in m) {
      this.answered(w.asked.method, w.asked.url, m.head);
      const headers = new Headers();
      for (let i = 0; i + 1 < m.headers.length; i += 2) headers.append(m.headers[i]!, m.headers[i + 1]!);
      w.lines = headers.get("Content-Type") === "application/x-ndjson";
      const none = m.head === 204 || m.head === 304;
      const stream = new ReadableStream<Uint8Array>({ start: (c) => void (w.body = c) });
      w.resolve(new Response(none ? null : stream, { status: m.head, headers }));
    } else if ("chunk" in m) {
      // A stream reports an error in a line, because its status was sent before.
      if (w.lines && /^\{"error":\{"kind":"unavailable"/m.test(new TextDecoder().decode(m.chunk)))
        this.answered(w.asked.method, w.asked.url, 503);
      w.body?.enqueue(m.chunk);
    } else {
      this.waiting.delete(m.id);
      if (m.end) w.body?.close();
      else {
        const e = new TypeError("the answer was broken off");
        w.reject(e);
        w.body?.error(e);
      }
    }
  }

  /** Fails all pending requests, because the worker is gone. */
  drop(): void {
    const e = new TypeError("the program in this page stopped");
    for (const w of this.waiting.values()) {
      w.reject(e);
      w.body?.error(e);
    }
    this.waiting.clear();
  }

  /** Replaces the page's fetch, so that addresses below api/ come here. */
  install(): void {
    const network = globalThis.fetch.bind(globalThis);
    const base = new URL("api/", document.baseURI);
    globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
      if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return network(input, init);
      return this.fetch("/api/" + url.pathname.slice(base.pathname.length) + url.search, init ?? {});
    };
  }
}
