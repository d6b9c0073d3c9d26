// The recogniser's worker. It gets the sound directly from the AudioWorklet and sends events. It
// keeps nothing of an utterance after judging it.

import { fetchAssets, fetchSecond, type Places } from "./assets";
import { Dictionary } from "./dictionary";
import { Enrolment } from "./enrolment";
import { Interpreter } from "./interpret";
import { Moonshine } from "./moonshine";
import type { FromWorker, ToWorker } from "./protocol";
import { Recogniser } from "./recogniser";
import { RNNoise } from "./rnnoise";
import { Sphinx } from "./sphinx";
import type { ListenEvent } from "./types";

const scope = self as unknown as { onmessage: (e: MessageEvent<ToWorker>) => void; postMessage(m: FromWorker): void };

/** the recognisers of loaded languages, kept so that a switch of language loads only once */
const loaded = new Map<string, Recogniser>();
let recogniser: Recogniser | null = null;
let enrolment: Enrolment | null = null;
let generation = 0;
/** a request that waits for its language to load */
let pending: Extract<ToWorker, { type: "listen" }> | null = null;

const emit = (event: ListenEvent) => scope.postMessage({ type: "event", event });

async function load(places: Places, lang: string): Promise<void> {
  const mine = ++generation;
  recogniser?.cancel();
  recogniser = loaded.get(lang) ?? null;
  try {
    if (!recogniser) {
      const made = await make(places, lang);
      loaded.set(lang, made);
      if (mine !== generation) return;
      recogniser = made;
    }
    recogniser.enrolment = enrolment;
    scope.postMessage({ type: "ready", lang });
    if (pending) listen(pending);
  } catch (e) {
    if (mine === generation) scope.postMessage({ type: "failed", lang, message: reason(e) });
  }
}

async function make(places: Places, lang: string): Promise<Recogniser> {
  const files = await fetchAssets(places, (loaded, total) => scope.postMessage({ type: "progress", loaded, total }));
  const sphinx = await Sphinx.load(files.sphinx as BufferSource, files.model);
  const interpreter = new Interpreter(sphinx, new Dictionary(files.dictionary), lang);
  // The second ear is large, so it loads later. Listening works without it, also in a browser that
  // cannot run it.
  if (places.second) void secondEar(places.second, interpreter);
  const noise = await RNNoise.load(files.rnnoise as BufferSource);
  return new Recogniser(interpreter, noise, emit, () => performance.now());
}

async function secondEar(at: NonNullable<Places["second"]>, interpreter: Interpreter): Promise<void> {
  try {
    const { program, model } = await fetchSecond(at);
    interpreter.ask(await Moonshine.load(program as BufferSource, model));
    scope.postMessage({ type: "second_ear" });
  } catch (e) {
    console.warn("The second recogniser is not used:", reason(e));
  }
}

function listen(m: Extract<ToWorker, { type: "listen" }>): void {
  pending = recogniser ? null : m;
  const left = recogniser?.listen(m.grammar, m.timing) ?? [];
  if (left.length > 0) scope.postMessage({ type: "left_out", phrases: left });
}

function handle(m: ToWorker): void {
  switch (m.type) {
    case "load":
      void load(m.places, m.lang);
      break;
    case "sound":
      m.port.onmessage = (e: MessageEvent<Float32Array>) => guard(() => recogniser?.push(e.data));
      break;
    case "enrol":
      enrolment = new Enrolment(m.templates);
      if (recogniser) recogniser.enrolment = enrolment;
      break;
    case "listen":
      listen(m);
      break;
    case "start_timer":
      if (pending) pending.timing.hold = false;
      recogniser?.startTimer();
      break;
    case "cancel":
      pending = null;
      recogniser?.cancel();
      break;
    case "begin":
      recogniser?.begin();
      break;
    case "end":
      recogniser?.end();
      break;
    case "open":
      recogniser?.open();
      break;
  }
}

/** Runs work and reports its error, so that the learner does not wait for a failed decoder. */
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
