// The asking end of flite.worker.ts.

import type { SayFlite } from "./flite.ts";
import type { FliteAnswer, FliteRequest } from "./flite.worker.ts";

interface Sentence {
  resolve(wav: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Registers a `globalThis.carrelFlite` that speaks in a worker which `make`
 * makes from flite.worker.ts, which the build calls speech/flite.js. `wasmURL` is
 * the address of flite.wasm; the worker fetches and compiles it when the first
 * sentence is to be said.
 *
 * There is one worker for all sentences, since Firefox hangs for good after some
 * dozen workers that were made and ended inside a worker. It keeps its memory
 * small by itself (flite.ts). One that failed is replaced with the next sentence.
 */
export function provideFliteWorker(make: () => Worker, wasmURL: string): void {
  const url = new URL(wasmURL, globalThis.location.href).href;
  let worker: Worker | undefined;
  /** sentences the worker has been asked for; it answers in this order */
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
