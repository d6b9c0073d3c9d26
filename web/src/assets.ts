// The addresses of built files. assets.json, beside the page, maps logical names such as
// "flite/flite.wasm" or "listen/worker.js" to them.

let manifest: Promise<Record<string, string>> | undefined;

/** Returns a function from a file's logical name to its address, undefined if it was not built. */
export async function assetFinder(): Promise<(name: string) => string | undefined> {
  const files = await all();
  return (name) => {
    const file = files[name];
    return file === undefined ? undefined : new URL(file, document.baseURI).href;
  };
}

/** Returns the absolute address of a built file by its logical name, or throws. */
export async function asset(name: string): Promise<string> {
  const url = (await assetFinder())(name);
  if (url === undefined) throw new Error(`This build of Carrel has no ${name}. Build it again with make.`);
  return url;
}

function all(): Promise<Record<string, string>> {
  manifest ??= fetch(new URL("assets.json", document.baseURI)).then((r) => {
    if (!r.ok) throw new Error("assets.json did not load");
    return r.json() as Promise<Record<string, string>>;
  });
  // After a failed load, the next call loads again.
  manifest.catch(() => (manifest = undefined));
  return manifest;
}
