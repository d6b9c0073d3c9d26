// A worker that speaks, so that neither the page nor the program that asks is
// held up for the tenth of a second that a sentence takes. provideFliteWorker
// in flite-remote.ts is its other end.

import { fetchFlite, sayWithFlite } from "./flite.ts";

/** What the worker is asked. The first message names flite.wasm, and gives it where it is compiled already. */
export type FliteRequest = { url: string; module: WebAssembly.Module | undefined } | { text: string; voice: string; rate: number; pitch: number };

/** What it answers: once flite.wasm as it has compiled it, for the workers after it; a WAV file, or why there is none. */
export type FliteAnswer = { module: WebAssembly.Module } | { wav: Uint8Array } | { error: string };

type Port = {
  onmessage: ((event: MessageEvent<FliteRequest>) => void) | null;
  postMessage(answer: FliteAnswer, transfer: Transferable[]): void;
};

const port = globalThis as unknown as Port;

let url = "";
let loading: Promise<WebAssembly.Module> | undefined;

port.onmessage = async ({ data }) => {
  if ("url" in data) {
    url = data.url;
    if (data.module) loading = Promise.resolve(data.module);
    return;
  }
  const { text, voice, rate, pitch } = data;
  try {
    loading ??= compile();
    const wav = sayWithFlite(await loading, text, voice, rate, pitch);
    port.postMessage({ wav }, [wav.buffer as ArrayBuffer]);
  } catch (error) {
    await loading?.catch(() => (loading = undefined));
    port.postMessage({ error: error instanceof Error ? error.message : String(error) }, []);
  }
};

async function compile(): Promise<WebAssembly.Module> {
  const module = await fetchFlite(url);
  port.postMessage({ module }, []);
  return module;
}
