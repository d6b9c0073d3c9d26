// The page's side of flite.worker.ts.

import type { SayFlite } from "./flite.ts";
import type { FliteAnswer, FliteRequest } from "./flite.worker.ts";

interface Sentence {
  resolve(wav: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Sets `globalThis.carrelFlite` to a function that speaks in a worker. `make` makes that worker
 * from flite.worker.ts, which the build calls speech/flite.js. `wasmURL` is the address of
 * flite.wasm; the worker fetches and compiles it for the first sentence.
 *
 * One worker says all sentences, because Firefox freezes after a few dozen workers that were
 * started and ended inside a worker. The worker keeps its memory small (flite.ts). After a failure,
 * the next sentence gets a new worker.
 */
export function provideFliteWorker(make: () => Worker, wasmURL: string): void {
  const url = new URL(wasmURL, globalThis.location.href).href;
  let worker: Worker | undefined;
  /** the sentences that the worker has to answer, in this order */
  let asked: Sentence[] = [];

  function begin(): Worker {
    const w = make();
    w.onmessage = ({ data }: MessageEvent<FliteAnswer>) => {
      const s = asked.shift();
      if ("wav" in data) s?.resolve(data.wav);
      else s?.reject(new Error(data.error));
    };
    w.onerror = () => {
      w.terminate();
      worker = undefined;
      const lost = asked;
      asked = [];
      for (const s of lost) s.reject(new Error("the voice worker stopped"));
    };
    w.postMessage({ url } satisfies FliteRequest);
    return w;
  }

  const say: SayFlite = (text, voice, rate, pitch) =>
    new Promise((resolve, reject) => {
      worker ??= begin();
      asked.push({ resolve, reject });
      worker.postMessage({ text, voice, rate, pitch } satisfies FliteRequest);
    });
  (globalThis as { carrelFlite?: SayFlite }).carrelFlite = say;
}
