// The files that the recogniser needs, and fetching them from the page's own origin.

import type { Model } from "./sphinx";

const MODEL = ["mdef", "means", "variances", "sendump", "transition_matrices", "feat_params.json"] as const;

/** the folders of a language's acoustic models, best first; the last one has the dictionary */
const FOLDERS: Record<string, string[]> = { en: ["en-us-wide", "en-us"], fr: ["fr-fr"] };

/** the languages that the recogniser has models for */
export const LANGUAGES = Object.keys(FOLDERS);

/** The addresses of the files. The page makes them, the worker uses them. */
export interface Places {
  sphinx: string;
  rnnoise: string;
  dictionary: string;
  model: Record<(typeof MODEL)[number], string>;
  /** the second ear and its model; null if the language has none */
  second: { program: string; model: string } | null;
}

export interface Assets {
  sphinx: Uint8Array;
  rnnoise: Uint8Array;
  dictionary: string;
  model: Model;
}

/**
 * Finds a language's files by the names that the build gives them. asset returns an address, or
 * undefined for a file that was not built.
 */
export function places(lang: string, asset: (name: string) => string | undefined): Places {
  const need = (name: string): string => {
    const url = asset(name);
    if (!url) throw new Error(`a part of the recogniser was not built: ${name}`);
    return url;
  };
  const folders = FOLDERS[lang];
  if (!folders) throw new Error(`there is no recogniser for the language "${lang}"`);
  const folder = folders.find((f) => asset(`soundswallower/${f}/mdef`)) ?? folders.at(-1)!;
  return {
    sphinx: need("soundswallower/soundswallower.wasm"),
    rnnoise: need("rnnoise/rnnoise.wasm"),
    dictionary: need(`soundswallower/${folders.at(-1)!}/dict.txt`),
    model: Object.fromEntries(MODEL.map((f) => [f, need(`soundswallower/${folder}/${f}`)])) as Places["model"],
    second: asset(`moonshine/${lang}.bin`)
      ? { program: need("moonshine/moonshine.wasm"), model: need(`moonshine/${lang}.bin`) }
      : null,
  };
}

export async function fetchAssets(at: Places, progress: (loaded: number, total: number) => void): Promise<Assets> {
  const urls = [at.sphinx, at.rnnoise, at.dictionary, ...MODEL.map((f) => at.model[f])];
  const answers = await Promise.all(urls.map(open));
  const total = answers.reduce((sum, r) => sum + Number(r.headers.get("Content-Length") ?? 0), 0);
  let loaded = 0;
  const got = (n: number) => {
    loaded += n;
    progress(loaded, Math.max(total, loaded));
  };
  const [sphinx, rnnoise, dictionary, ...model] = await Promise.all(answers.map((r) => read(r, got)));
  const file = (name: (typeof MODEL)[number]) => model[MODEL.indexOf(name)]!;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return {
    sphinx: sphinx!,
    rnnoise: rnnoise!,
    dictionary: text(dictionary!),
    model: {
      mdef: file("mdef"),
      means: file("means"),
      variances: file("variances"),
      sendump: file("sendump"),
      transition_matrices: file("transition_matrices"),
      featParams: JSON.parse(text(file("feat_params.json"))) as Model["featParams"],
    },
  };
}

/** Fetches the second ear, which is larger than all other files together. */
export async function fetchSecond(
  at: NonNullable<Places["second"]>,
): Promise<{ program: Uint8Array; model: Uint8Array }> {
  const [program, model] = await Promise.all(
    [at.program, at.model].map(async (url) => read(await open(url), () => undefined)),
  );
  return { program: program!, model: model! };
}

async function open(url: string): Promise<Response> {
  const r = await fetch(url);
  if (!r.ok) throw new Error(`a part of the recogniser is missing: ${new URL(url).pathname} (${r.status})`);
  return r;
}

async function read(r: Response, got: (n: number) => void): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const reader = r.body!.getReader();
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    size += next.value.length;
    got(next.value.length);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}
