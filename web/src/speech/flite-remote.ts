// The asking end of flite.worker.ts.

import type { SayFlite } from "./flite.ts";
import type { FliteAnswer, FliteRequest } from "./flite.worker.ts";

type Waiting = { resolve: (wav: Uint8Array) => void; reject: (error: Error) => void };

/**
 * Registers a `globalThis.carrelFlite` that speaks in a worker made from
 * flite.worker.ts, which the build calls speech/flite.js. `wasmURL` is the
 * address of flite.wasm; it is fetched when the first sentence is to be said.
 */
export function provideFliteWorker(worker: Worker, wasmURL: string): void {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<FliteAnswer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("wav" in data) asked?.resolve(data.wav);
    else asked?.reject(new Error(data.error));
  };
  worker.onerror = () => {
    for (const asked of waiting.values()) asked.reject(new Error("the voice worker stopped"));
    waiting.clear();
  };
  const post = (request: FliteRequest) => worker.postMessage(request);
  post({ url: new URL(wasmURL, globalThis.location.href).href });
  const say: SayFlite = (text, voice, rate, pitch) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      post({ id, text, voice, rate, pitch });
    });
  (globalThis as { carrelFlite?: SayFlite }).carrelFlite = say;
}
