// Where the build put its files: names such as "flite/flite.wasm" or
// "listen/worker.js" to addresses, from assets.json beside the page.

let manifest: Promise<Record<string, string>> | undefined;

/** The absolute address of a built file by its logical name. */
export async function asset(name: string): Promise<string> {
  const files = await all();
  const file = files[name];
  if (file === undefined) throw new Error(`This build of Carrel has no ${name}. Build it again with make.`);
  return new URL(file, document.baseURI).href;
}

/** Every address by logical name, for workers, which cannot ask the page. */
export async function assetMap(): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const [name, file] of Object.entries(await all())) out[name] = new URL(file, document.baseURI).href;
  return out;
}

function all(): Promise<Record<string, string>> {
  manifest ??= fetch(new URL("assets.json", document.baseURI)).then((r) => {
    if (!r.ok) throw new Error("assets.json did not load");
    return r.json() as Promise<Record<string, string>>;
  });
  // A failed load may be tried again.
  manifest.catch(() => (manifest = undefined));
  return manifest;
}
