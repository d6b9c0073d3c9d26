// The recogniser's thread. Sound comes straight from the AudioWorklet; what
// leaves is events. Nothing is kept of an utterance once it is judged.

import { fetchAssets, type Places } from "./assets";
import { Dictionary } from "./dictionary";
import { Interpreter } from "./interpret";
import type { FromWorker, ToWorker } from "./protocol";
import { Recogniser } from "./recogniser";
import { RNNoise } from "./rnnoise";
import { Sphinx } from "./sphinx";
import type { ListenEvent } from "./types";

const scope = self as unknown as { onmessage: (e: MessageEvent<ToWorker>) => void; postMessage(m: FromWorker): void };

let recogniser: Recogniser | null = null;
let generation = 0;

const emit = (event: ListenEvent) => scope.postMessage({ type: "event", event });

async function load(places: Places, lang: string): Promise<void> {
  const mine = ++generation;
  recogniser = null;
  try {
    const files = await fetchAssets(places, (loaded, total) => scope.postMessage({ type: "progress", loaded, total }));
    const sphinx = await Sphinx.load(files.sphinx as BufferSource, files.model);
    const interpreter = new Interpreter(sphinx, new Dictionary(files.dictionary), lang);
    const noise = await RNNoise.load(files.rnnoise as BufferSource);
    if (mine !== generation) return;
    recogniser = new Recogniser(interpreter, noise, emit, () => performance.now());
    scope.postMessage({ type: "ready", lang });
  } catch (e) {
    if (mine === generation) scope.postMessage({ type: "failed", lang, message: reason(e) });
  }
}

function handle(m: ToWorker): void {
  switch (m.type) {
    case "load":
      void load(m.places, m.lang);
      break;
    case "sound":
      m.port.onmessage = (e: MessageEvent<Float32Array>) => guard(() => recogniser?.push(e.data));
      break;
    case "listen": {
      const left = recogniser?.listen(m.grammar, m.timing) ?? [];
      if (left.length > 0) scope.postMessage({ type: "left_out", phrases: left });
      break;
    }
    case "start_timer":
      recogniser?.startTimer();
      break;
    case "cancel":
      recogniser?.cancel();
      break;
    case "begin":
      recogniser?.begin();
      break;
    case "end":
      recogniser?.end();
      break;
  }
}

/** A failing decoder must not leave the learner waiting in silence. */
function guard(work: () => void): void {
  try {
    work();
  } catch (e) {
    recogniser?.cancel();
    emit({ kind: "problem", reason: "internal", message: reason(e) });
  }
}

function reason(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}

scope.onmessage = (e) => guard(() => handle(e.data));
