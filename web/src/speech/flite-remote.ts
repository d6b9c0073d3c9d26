// The asking end of flite.worker.ts.

import type { SayFlite } from "./flite.ts";
import type { FliteAnswer, FliteRequest } from "./flite.worker.ts";

interface Sentence {
  ask: { text: string; voice: string; rate: number; pitch: number };
  resolve(wav: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Every sentence is said in 17 MB of memory of its own, which the browser is
 * slow to take back from a worker that lives on; that of one that ended it has
 * at once. So a worker says this many sentences and the next one takes over.
 */
const SENTENCES = 2;

/**
 * Registers a `globalThis.carrelFlite` that speaks in workers which `make`
 * makes from flite.worker.ts, which the build calls speech/flite.js: one at a
 * time, one sentence after the other. `wasmURL` is the address of flite.wasm; it
 * is fetched and compiled once, when the first sentence is to be said.
 */
export function provideFliteWorker(make: () => Worker, wasmURL: string): void {
  const url = new URL(wasmURL, globalThis.location.href).href;
  const queue: Sentence[] = [];
  let module: WebAssembly.Module | undefined;
  let worker: Worker | undefined;
  let said = 0;
  let now: Sentence | undefined;

  function next(): void {
    if (now) return;
    now = queue.shift();
    if (!now) return;
    worker ??= begin();
    worker.postMessage(now.ask satisfies FliteRequest);
  }

  function done(settle: (s: Sentence) => void): void {
    const s = now;
    now = undefined;
    if (++said >= SENTENCES) end();
    if (s) settle(s);
    next();
  }

  function begin(): Worker {
    const w = make();
    w.onmessage = ({ data }: MessageEvent<FliteAnswer>) => {
      if ("module" in data) module = data.module;
      else if ("wav" in data) done((s) => s.resolve(data.wav));
      else done((s) => s.reject(new Error(data.error)));
    };
    w.onerror = () => {
      end();
      done((s) => s.reject(new Error("the voice worker stopped")));
    };
    w.postMessage({ url, module } satisfies FliteRequest);
    said = 0;
    return w;
  }

  function end(): void {
    worker?.terminate();
    worker = undefined;
  }

  const say: SayFlite = (text, voice, rate, pitch) =>
    new Promise((resolve, reject) => {
      queue.push({ ask: { text, voice, rate, pitch }, resolve, reject });
      next();
    });
  (globalThis as { carrelFlite?: SayFlite }).carrelFlite = say;
}
