// The asking end of flite.worker.ts.

import type { SayFlite } from "./flite.ts";
import type { FliteAnswer, FliteRequest } from "./flite.worker.ts";

interface Sentence {
  ask: { text: string; voice: string; rate: number; pitch: number };
  resolve(wav: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Registers a `globalThis.carrelFlite` that speaks in workers which `make`
 * makes from flite.worker.ts, which the build calls speech/flite.js. `wasmURL` is
 * the address of flite.wasm; it is fetched and compiled once, when the first
 * sentence is to be said.
 *
 * Every sentence has a worker of its own, one after the other: it takes 17 MB,
 * which the browser is slow to take back from a worker that lives on, and has
 * back at once from one that ended.
 */
export function provideFliteWorker(make: () => Worker, wasmURL: string): void {
  const url = new URL(wasmURL, globalThis.location.href).href;
  const queue: Sentence[] = [];
  let module: WebAssembly.Module | undefined;
  let busy = false;

  function next(): void {
    if (busy) return;
    const s = queue.shift();
    if (!s) return;
    busy = true;
    const worker = make();
    const done = (settle: () => void) => {
      worker.terminate();
      busy = false;
      settle();
      next();
    };
    worker.onmessage = ({ data }: MessageEvent<FliteAnswer>) => {
      if ("module" in data) module = data.module;
      else if ("wav" in data) done(() => s.resolve(data.wav));
      else done(() => s.reject(new Error(data.error)));
    };
    worker.onerror = () => done(() => s.reject(new Error("the voice worker stopped")));
    worker.postMessage({ url, module } satisfies FliteRequest);
    worker.postMessage(s.ask satisfies FliteRequest);
  }

  const say: SayFlite = (text, voice, rate, pitch) =>
    new Promise((resolve, reject) => {
      queue.push({ ask: { text, voice, rate, pitch }, resolve, reject });
      next();
    });
  (globalThis as { carrelFlite?: SayFlite }).carrelFlite = say;
}
