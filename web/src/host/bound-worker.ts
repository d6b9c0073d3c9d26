// Workers with a content security policy. A worker from the network has the policy in the header
// of its script. The service worker adds that header, but most static hosts do not. Without a
// service worker, the script is therefore a blob of one line that loads the real script, because
// a worker from a blob has the policy of the page or worker that made it. See
// docs/adr/0008-workers-from-a-blob.md.

const loaders = new Map<string, string>();

/** Makes a worker from a classic script of this origin; url is absolute. */
export function boundWorker(url: string): Worker {
  // Workers and some browsers have no navigator.serviceWorker.
  const service = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (service?.controller) return new Worker(url);
  let loader = loaders.get(url);
  if (!loader) {
    loader = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(url)});`], { type: "text/javascript" }));
    loaders.set(url, loader);
  }
  return new Worker(loader);
}
