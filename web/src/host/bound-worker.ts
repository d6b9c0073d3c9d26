// A worker that a policy binds. A worker whose script comes from the network has
// the policy that came with that script as a header. The service worker adds that
// header, most static hosts do not. So where the service worker does not answer, the
// script is a blob of one line that loads the real one: a blob's worker has the
// policy of the page or worker that made it. See docs/adr/0008-workers-from-a-blob.md.

const loaders = new Map<string, string>();

/** Makes a worker of a classic script of this origin; url is absolute. */
export function boundWorker(url: string): Worker {
  // Absent in workers, and in some browsers.
  const service = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (service?.controller) return new Worker(url);
  let loader = loaders.get(url);
  if (!loader) {
    loader = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(url)});`], { type: "text/javascript" }));
    loaders.set(url, loader);
  }
  return new Worker(loader);
}
