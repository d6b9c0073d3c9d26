// A worker that speaks, so that neither the page nor the program that asks is
// held up for the tenth of a second that a sentence takes. provideFliteWorker
// in flite-remote.ts is its other end.

import { fetchFlite, Flite } from "./flite.ts";

/** What the worker is asked: first where flite.wasm is, then sentences. */
export type FliteRequest = { url: string } | { text: string; voice: string; rate: number; pitch: number };

/** What it answers to each sentence, in order: a WAV file, or why there is none. */
export type FliteAnswer = { wav: Uint8Array } | { error: string };

type Port = {
  onmessage: ((event: MessageEvent<FliteRequest>) => void) | null;
  postMessage(answer: FliteAnswer, transfer: Transferable[]): void;
};

const port = globalThis as unknown as Port;

let url = "";
let loading: Promise<Flite> | undefined;
/** the sentence before is said first, so that answers keep their order */
let before: Promise<void> = Promise.resolve();

port.onmessage = ({ data }) => {
  if ("url" in data) url = data.url;
  else before = before.then(() => say(data));
};

async function say({ text, voice, rate, pitch }: Exclude<FliteRequest, { url: string }>): Promise<void> {
  try {
    loading ??= fetchFlite(url).then((module) => new Flite(module));
    const wav = (await loading).say(text, voice, rate, pitch);
    port.postMessage({ wav }, [wav.buffer as ArrayBuffer]);
  } catch (error) {
    // What could not be loaded is tried again with the next sentence.
    await loading?.catch(() => (loading = undefined));
    port.postMessage({ error: error instanceof Error ? error.message : String(error) }, []);
  }
}
