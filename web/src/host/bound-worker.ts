// A worker that the policy of its maker binds. A worker whose script comes from
// the network has the policy that came with that script as a header, and most
// static hosts send none; one whose script is a blob has the policy of the page
// or worker that made it. So the script is a blob of one line that loads the
// real one, which has to lie in this origin. See docs/adr/0006.

const loaders = new Map<string, string>();

/** Makes a worker of a classic script; url is absolute. */
export function boundWorker(url: string): Worker {
  let loader = loaders.get(url);
  if (!loader) {
    loader = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(url)});`], { type: "text/javascript" }));
    loaders.set(url, loader);
  }
  return new Worker(loader);
}
