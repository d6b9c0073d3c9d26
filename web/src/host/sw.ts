// The service worker of the static site. It caches what was loaded once, so that the site works
// without a network. `carrel site` puts the list of files in front of this script:
//
//   self.CARREL = {version, headers, page: [unhashed files], assets: {logical name: file}}
//
// It answers requests for the page and for scripts of workers with these headers, which a host
// might not send. The content security policy is among them.
//
// Files under assets/ have the hash of their content in their name, so one cache serves every
// version. The page's own few files are cached by version. A new version takes over when the last
// tab of the old one has closed.

import "./confine"; // must be the first import
import { counting, plain, WASM } from "./program";
import type { FromService } from "./protocol";

interface Site {
  version: string;
  /** names and values, such as the Content-Security-Policy */
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

/** Fetches a file past the browser's own cache, which may hold the previous version. */
async function fresh(url: string): Promise<Response> {
  const r = await fetch(url, { cache: "reload" });
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  // Many hosts redirect index.html. A browser refuses a redirected response for a navigation.
  return r.redirected ? new Response(r.body, { headers: r.headers }) : r;
}

/** Returns the files that the page needs to appear. */
function first(): string[] {
  return Object.entries(site.assets)
    .filter(([name]) => /^(main\.|chunk\/|host\/(worker|wasm_exec)\.js|icon)/.test(name))
    .map(([, file]) => file);
}

/** Returns the files for studying without a network, without models of an unused recogniser. */
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

/** Stores the program uncompressed; false if the host has no program. */
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

/** Reports whether a file may be the script of a worker. Such files are stored with the policy. */
const scripted = (url: string): boolean => url.endsWith(".js");

/**
 * Adds the headers, with the content security policy, to a response. A policy in a header applies
 * to a worker, and to a page from its first byte. Other responses pass unchanged, because a
 * browser caches compiled code only for responses that come straight from its stores, and only in
 * workers whose script does so too. That is why scripts are stored with the policy.
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

/** Answers from the cache; what comes over the network is cached while it is passed on. */
async function fromAssets(url: string): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const have = await cache.match(url);
  if (have) return have;
  // The page must work even if the storage is full.
  if (url === PROGRAM && (await keepProgram(cache).catch(() => false))) return (await cache.match(url)) ?? fetch(url);
  const got = await fetch(url);
  const r = scripted(url) ? bound(got) : got;
  if (r.ok) void cache.put(url, r.clone()).catch(() => undefined);
  return r;
}

export {};
