// A worker that speaks, so that neither the page nor the program that asks is
// held up for the tenth of a second that a sentence takes. provideFliteWorker
// in flite-remote.ts is its other end.

import { fetchFlite, sayWithFlite } from "./flite.ts";

/** What the worker is asked. The first message, with `url` only, names flite.wasm. */
export type FliteRequest = { url: string } | { id: number; text: string; voice: string; rate: number; pitch: number };

/** What it answers: a WAV file or why there is none. */
export type FliteAnswer = { id: number; wav: Uint8Array } | { id: number; error: string };

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
    return;
  }
  const { id, text, voice, rate, pitch } = data;
  try {
    loading ??= fetchFlite(url);
    const wav = sayWithFlite(await loading, text, voice, rate, pitch);
    port.postMessage({ id, wav }, [wav.buffer as ArrayBuffer]);
  } catch (error) {
    await loading?.catch(() => (loading = undefined));
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) }, []);
  }
};
