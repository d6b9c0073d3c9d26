// Restricts the service worker. Only the host of the site could send it a content security policy,
// because its own script never passes through a service worker. So before any other code runs,
// this module removes from the global scope everything that is not on its list, and limits fetch
// to this origin, redirects included. No way to another host is left, not even an API of a later
// browser.

/** the names of the language, and those of the browser that sw.ts and program.ts use */
const kept = new Set(
  `globalThis undefined NaN Infinity Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp JSON Math Reflect Proxy Intl Iterator
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
  Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer DataView Atomics
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array
  parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent eval
  self CARREL constructor console location origin isSecureContext caches clients registration serviceWorker skipWaiting
  addEventListener removeEventListener dispatchEvent setTimeout clearTimeout queueMicrotask
  Request Response Headers URL URLSearchParams Blob ReadableStream WritableStream TransformStream DecompressionStream TextEncoder TextDecoder
  Event EventTarget ExtendableEvent FetchEvent ExtendableMessageEvent Cache CacheStorage Clients Client WindowClient ServiceWorkerRegistration ServiceWorker DOMException`.split(
    /\s+/,
  ),
);

/** the properties that stay on the objects a service worker gets */
const methods: Record<string, string> = {
  Cache: "match matchAll put delete keys",
  Clients: "get matchAll claim",
  Client: "id url type frameType postMessage",
  WindowClient: "focused visibilityState",
  ServiceWorkerRegistration: "active installing waiting scope",
};

/** Removes from an object, for good, every property that is not on the list. */
function strip(from: object, keep: ReadonlySet<string>): void {
  for (const name of Object.getOwnPropertyNames(from)) {
    if (!keep.has(name)) Reflect.defineProperty(from, name, { value: undefined, writable: false, configurable: false });
  }
}

function confine(scope: typeof globalThis): void {
  const fetched = scope.fetch.bind(scope);
  const Asked = scope.Request;
  const own: typeof fetch = async (input, init) => fetched(new Asked(new Asked(input, init), { mode: "same-origin" }));
  for (const [type, names] of Object.entries(methods)) {
    const made = (scope as unknown as Record<string, { prototype: object } | undefined>)[type];
    if (made) strip(made.prototype, new Set(["constructor", ...names.split(" ")]));
  }
  Object.defineProperty(scope, "fetch", { value: own, writable: false, configurable: false });
  for (
    let o: object = scope;
    o !== scope.EventTarget.prototype && o !== Object.prototype;
    o = Object.getPrototypeOf(o) as object
  )
    strip(o, kept);
}

confine(globalThis);

export {};
