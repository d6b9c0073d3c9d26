// The service worker of the static site: what was loaded once never needs the
// network again. `carrel site` puts the list of files in front of it:
//
//   self.CARREL = {version, headers, page: [unhashed files], assets: {logical name: file}}
//
// The page and every worker's script are answered with the headers, among them
// the policy, that a host might not send.
//
// Files under assets/ have their content's hash in their name, so one cache
// serves every version. The page's own few files are kept by version; a new
// version counts when the last tab of the old one has closed.

import "./confine"; // first: nothing else runs unbound
import { counting, plain, WASM } from "./program";
import type { FromService } from "./protocol";

interface Site {
  version: string;
  /** names and values: the Content-Security-Policy and its like */
  headers: [string, string][];
  page: string[];
  assets: Record<string, string>;
}

interface Extendable extends Event {
  waitUntil(p: Promise<unknown>): void;
}

const worker = globalThis as unknown as {
  CARREL: Site;
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(o: { includeUncontrolled: boolean }): Promise<{ postMessage(m: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", f: (e: Extendable) => void): void;
  addEventListener(
    name: "fetch",
    f: (e: Extendable & { request: Request; respondWith(r: Promise<Response>): void }) => void,
  ): void;
  addEventListener(name: "message", f: (e: Extendable & { data: { keep: string } }) => void): void;
};

const site = worker.CARREL;
const scope = new URL(worker.registration.scope);
const address = (file: string) => new URL(file, scope).href;
const ASSETS = "carrel-assets " + scope.pathname;
const PAGE = "carrel-page " + scope.pathname + " ";
const PROGRAM = address(site.assets["host/carrel.wasm.gz"]!);
const files = new Set(Object.values(site.assets));

worker.addEventListener("install", (e) => {
  e.waitUntil(
    (async () => {
      const page = await caches.open(PAGE + site.version);
      for (const file of site.page) await page.put(address(file), await fresh(address(file)));
      await keep(first());
      if (!worker.registration.active) await worker.skipWaiting();
    })(),
  );
});

/** A file past the browser's own cache, which may hold the last version. */
async function fresh(url: string): Promise<Response> {
  const r = await fetch(url, { cache: "reload" });
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  // Hosts like to send index.html elsewhere; a page opened must not have been.
  return r.redirected ? new Response(r.body, { headers: r.headers }) : r;
}

/** What the page needs to show itself. */
function first(): string[] {
  return Object.entries(site.assets)
    .filter(([name]) => /^(main\.|chunk\/|host\/(worker|wasm_exec)\.js|icon)/.test(name))
    .map(([, file]) => file);
}

/** What studying without a network needs: not the models of a recogniser that is not in use. */
function wanted(lang: string): string[] {
  const models: Record<string, RegExp> = {
    en: /^(soundswallower\/(soundswallower|en)|moonshine\/|rnnoise\/|listen\/)/,
    fr: /^(soundswallower\/(soundswallower|fr)|rnnoise\/|listen\/)/,
  };
  return Object.entries(site.assets)
    .filter(([name]) => models[lang]?.test(name) || !/^(soundswallower|moonshine|mp3)\//.test(name))
    .map(([, file]) => file);
}

async function keep(list: string[], tell?: (done: number) => Promise<void>): Promise<void> {
  const cache = await caches.open(ASSETS);
  let done = 0;
  for (const file of list) {
    const url = address(file);
    if (!(await cache.match(url))) await (url === PROGRAM ? keepProgram(cache) : keepFile(cache, url));
    await tell?.(++done);
  }
}

async function keepFile(cache: Cache, url: string): Promise<void> {
  const r = await fetch(url);
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  await cache.put(url, scripted(url) ? bound(r) : r);
}

/** Keeps the program unpacked; false if the host has none. */
async function keepProgram(cache: Cache): Promise<boolean> {
  const r = await fetch(PROGRAM);
  if (!r.ok || !r.body) return false;
  const counted = r.body.pipeThrough(counting((loaded) => void tell({ loaded })));
  await cache.put(PROGRAM, new Response(await plain(counted), { headers: { "Content-Type": WASM } }));
  return true;
}

async function tell(what: FromService): Promise<void> {
  for (const c of await worker.clients.matchAll({ includeUncontrolled: true })) c.postMessage(what);
}

worker.addEventListener("activate", (e) => {
  e.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(PAGE) && name !== PAGE + site.version) await caches.delete(name);
      }
      const cache = await caches.open(ASSETS);
      const now = new Set([...files].map(address));
      for (const r of await cache.keys()) if (!now.has(r.url)) await cache.delete(r);
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("message", (e) => {
  const list = wanted(e.data.keep);
  e.waitUntil(keep(list, (done) => tell({ kept: { done, total: list.length } })).catch(() => undefined));
});

worker.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const file = url.pathname.slice(scope.pathname.length);
  if (e.request.mode === "navigate") {
    if (file === "" || file === "index.html") e.respondWith(fromPage("index.html", e.request).then(bound));
  } else if (files.has(file))
    e.respondWith(
      fromAssets(address(file)).then((r) =>
        /worker$/.test(e.request.destination) && !r.headers.has(POLICY) ? bound(r) : r,
      ),
    );
  else if (site.page.includes(file)) e.respondWith(fromPage(file, e.request));
});

const POLICY = "Content-Security-Policy";

/** Whether a file may be the script of a worker. Such files are kept with the policy. */
const scripted = (url: string): boolean => url.endsWith(".js");

/**
 * An answer with the policy as a header, which binds a worker and, unlike what
 * stands in the page, is there before the page is. Whatever else is answered goes
 * as it is: a browser remembers compiled what comes straight from its stores, and
 * only for workers whose script does so too. So scripts are kept with the policy.
 */
function bound(r: Response): Response {
  if (!r.ok) return r;
  const headers = new Headers(r.headers);
  for (const [name, value] of site.headers) headers.set(name, value);
  return new Response(r.body, { status: r.status, headers });
}

async function fromPage(file: string, r: Request): Promise<Response> {
  const cache = await caches.open(PAGE + site.version);
  return (await cache.match(address(file))) ?? fetch(r);
}

/** Keeps what comes over the network while it is passed on. */
async function fromAssets(url: string): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const have = await cache.match(url);
  if (have) return have;
  // A store that is full must not keep the page from working.
  if (url === PROGRAM && (await keepProgram(cache).catch(() => false))) return (await cache.match(url)) ?? fetch(url);
  const got = await fetch(url);
  const r = scripted(url) ? bound(got) : got;
  if (r.ok) void cache.put(url, r.clone()).catch(() => undefined);
  return r;
}

export {};
