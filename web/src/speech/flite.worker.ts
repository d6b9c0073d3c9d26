// A worker that speaks, so that a sentence, which takes a tenth of a second, blocks neither the
// page nor the program. provideFliteWorker in flite-remote.ts is its other side.

import { fetchFlite, Flite } from "./flite.ts";

/** a message to the worker: first the address of flite.wasm, then sentences */
export type FliteRequest = { url: string } | { text: string; voice: string; rate: number; pitch: number };

/** the answer to a sentence, in order: a WAV file, or an error */
export type FliteAnswer = { wav: Uint8Array } | { error: string };

type Port = {
  onmessage: ((event: MessageEvent<FliteRequest>) => void) | null;
  postMessage(answer: FliteAnswer, transfer: Transferable[]): void;
};

const port = globalThis as unknown as Port;

let url = "";
let loading: Promise<Flite> | undefined;
/** the previous sentence, which is finished first, so that answers keep their order */
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
    // After a failed load, the next sentence loads again.
    await loading?.catch(() => (loading = undefined));
    port.postMessage({ error: error instanceof Error ? error.message : String(error) }, []);
  }
}
