// The page's side of listening: the microphone, its permission, and a recogniser in a worker.
// Nothing is loaded before start. All requests go to the page's own origin, and no sound is stored.
//
//   const listener = createListener({ onEvent, asset: (name) => manifest[name] });
//   await listener.start({ lang: "en", headphones: false });
//   listener.listen(grammar, { timeoutMs: 6000 });  // → onEvent once: heard, no_match or silence
//   listener.stop();  // the microphone is off

import { places } from "./assets";
import type { FromWorker, ToWorker } from "./protocol";
import type { Template } from "./template";
import type { Grammar, ListenEvent, ProblemReason, Timing } from "./types";

export { LANGUAGES } from "./assets";
export type {
  Alternative,
  Grammar,
  Heard,
  ListenEvent,
  Phrase,
  PhraseClass,
  ProblemReason,
  Timing,
  Verdict,
} from "./types";

export interface ListenerOptions {
  onEvent(event: ListenEvent): void;
  /** reports how many bytes of the recogniser are fetched, during start */
  onProgress?(loaded: number, total: number): void;
  /** the second ear is ready */
  onSecondEar?(): void;
  /** reports phrases of the grammar without a pronunciation, which cannot be heard */
  onLeftOut?(phrases: string[]): void;
  /** returns the address of a built file by its name in assets.json; undefined if not built */
  asset(name: string): string | undefined;
  /** makes the recogniser's worker; without it, the worker is made from its address */
  worker?(url: string): Worker;
}

export interface StartOptions {
  /** the language of the model: "en" or "fr" */
  lang: string;
  /** with headphones, the echo canceller is off, and speech may cut prompts */
  headphones?: boolean;
  deviceId?: string;
}

export interface Listener {
  /**
   * Loads what is missing, and opens the microphone unless it is open with the same options.
   * Another language needs another start. Rejects with ListenProblem.
   */
  start(options: StartOptions): Promise<void>;
  /** Sets the templates of how the learner says phrases, in place of earlier ones. */
  enrol(templates: Template[]): void;
  /** Closes the microphone; the recogniser stays loaded. */
  stop(): void;
  /** Listens for the grammar's phrases until one outcome: heard, no_match, silence or problem. */
  listen(grammar: Grammar, timing?: Timing): void;
  /** Starts the whole timeout now, for example when a prompt has ended. */
  startTimer(): void;
  cancel(): void;
  /** Push-to-talk: pressed and released. */
  begin(): void;
  end(): void;
  /** Push-to-talk with a button that reports no release: listens as usual, with the timeout. */
  open(): void;
  /** Frees everything. */
  close(): void;
  readonly listening: boolean;
  readonly on: boolean;
}

/** The reason why listening cannot work, with a message for the learner. */
export class ListenProblem extends Error {
  constructor(
    readonly reason: ProblemReason,
    message: string,
  ) {
    super(message);
  }
}

/** after so long without any sound data, the device is gone, though no event said so */
const DEAF_MS = 6000;
/** after so long without a level, which comes ten times a second, the recogniser hangs or lags */
const BEHIND_MS = 12000;

export function createListener(options: ListenerOptions): Listener {
  let worker: Worker | null = null;
  let loadedLang = "";
  let taught: Template[] = [];
  let context: AudioContext | null = null;
  let stream: MediaStream | null = null;
  let openedWith: StartOptions | null = null;
  let listening = false;
  let settle: { resolve(): void; reject(e: Error): void } | null = null;
  let lastSound = 0;
  let lastSign = 0;
  let watch = 0;

  const send = (m: ToWorker, transfer: Transferable[] = []) => worker?.postMessage(m, transfer);

  const absolute = (name: string) => {
    const url = options.asset(name);
    return url && new URL(url, document.baseURI).href;
  };

  function script(name: string): string {
    const url = absolute(name);
    if (!url) throw new Error(`a part of the recogniser was not built: ${name}`);
    return url;
  }

  function received(m: FromWorker): void {
    switch (m.type) {
      case "progress":
        options.onProgress?.(m.loaded, m.total);
        break;
      case "ready":
        loadedLang = m.lang;
        settle?.resolve();
        break;
      case "failed":
        settle?.reject(notLoaded(m.message));
        break;
      case "second_ear":
        options.onSecondEar?.();
        break;
      case "left_out":
        options.onLeftOut?.(m.phrases);
        break;
      case "event":
        lastSign = performance.now();
        deliver(m.event);
        break;
    }
  }

  function deliver(event: ListenEvent): void {
    if (event.kind === "heard" || event.kind === "no_match" || event.kind === "silence" || event.kind === "problem")
      listening = false;
    options.onEvent(event);
  }

  async function load(lang: string): Promise<void> {
    if (loadedLang === lang) return;
    settle?.reject(new ListenProblem("internal", "Listening was started again meanwhile."));
    const parts = places(lang, absolute);
    if (!worker) {
      worker = (options.worker ?? ((url) => new Worker(url)))(script("listen/worker.js"));
      worker.onmessage = (e: MessageEvent<FromWorker>) => received(e.data);
      worker.onerror = (e) => {
        const problem = new ListenProblem(
          "internal",
          `The recogniser stopped: ${e.message || "its worker did not start"}.`,
        );
        if (settle) settle.reject(problem);
        else deliver({ kind: "problem", reason: problem.reason, message: problem.message });
      };
    }
    send({ type: "enrol", templates: taught });
    loadedLang = "";
    await new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
      send({ type: "load", places: parts, lang });
    }).finally(() => (settle = null));
  }

  async function open(o: StartOptions): Promise<void> {
    if (stream && same(o, openedWith)) return;
    close();
    stream = await microphone(o);
    openedWith = o;
    for (const track of stream.getAudioTracks()) {
      track.onended = () =>
        deliver({ kind: "problem", reason: "no_audio", message: "The microphone was switched off or unplugged." });
    }
    context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule(script("listen/worklet.js"));
    const capture = new AudioWorkletNode(context, "carrel-capture", {
      numberOfInputs: 1,
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: "explicit",
    });
    capture.port.onmessage = () => (lastSound = performance.now());
    const channel = new MessageChannel();
    capture.port.postMessage(channel.port1, [channel.port1]);
    send({ type: "sound", port: channel.port2 }, [channel.port2]);
    context.createMediaStreamSource(stream).connect(capture);
    // Stays pending in a browser that requires a press. Then no sound arrives, which is reported.
    void context.resume();
    lastSound = performance.now();
    watch = window.setInterval(deaf, 1000);
  }

  function deaf(): void {
    const now = performance.now();
    if (listening && now - lastSound < DEAF_MS && now - lastSign > BEHIND_MS) {
      // A later result of this request does not count.
      send({ type: "cancel" });
      deliver({
        kind: "problem",
        reason: "internal",
        message:
          "The recogniser does not keep up with what it hears. Answer by key or touch; if it stays like this, close other programs.",
      });
      return;
    }
    if (!listening || now - lastSound < DEAF_MS) return;
    lastSound = now;
    send({ type: "cancel" });
    deliver({
      kind: "problem",
      reason: "no_audio",
      message: "No sound arrives from the microphone. Check that it is not muted, then switch listening on again.",
    });
  }

  function stop(): void {
    send({ type: "cancel" });
    listening = false;
    close();
  }

  function close(): void {
    window.clearInterval(watch);
    stream?.getTracks().forEach((t) => {
      t.onended = null;
      t.stop();
    });
    stream = null;
    void context?.close();
    context = null;
  }

  return {
    async start(o) {
      supported();
      const [loaded, opened] = await Promise.allSettled([load(o.lang), open(o)]);
      if (loaded.status === "fulfilled" && opened.status === "fulfilled") return;
      stop();
      if (opened.status === "rejected") throw explain(opened.reason);
      throw loaded.status === "rejected" && loaded.reason instanceof ListenProblem
        ? loaded.reason
        : notLoaded(String((loaded as PromiseRejectedResult).reason));
    },
    enrol(templates) {
      taught = templates;
      send({ type: "enrol", templates });
    },
    stop,
    listen(grammar, timing = {}) {
      listening = true;
      lastSign = performance.now();
      lastSound = Math.max(lastSound, performance.now() - DEAF_MS / 2);
      send({ type: "listen", grammar, timing });
    },
    startTimer: () => send({ type: "start_timer" }),
    cancel() {
      listening = false;
      send({ type: "cancel" });
    },
    begin: () => send({ type: "begin" }),
    end: () => send({ type: "end" }),
    open: () => send({ type: "open" }),
    close() {
      stop();
      worker?.terminate();
      worker = null;
      loadedLang = "";
    },
    get listening() {
      return listening;
    },
    get on() {
      return stream !== null;
    },
  };
}

/** Reports whether two starts use the same microphone in the same way. */
function same(a: StartOptions, b: StartOptions | null): boolean {
  return b !== null && Boolean(a.headphones) === Boolean(b.headphones) && a.deviceId === b.deviceId;
}

function supported(): void {
  if (!window.isSecureContext) {
    throw new ListenProblem(
      "insecure",
      "Browsers open the microphone only on https pages and on this computer itself (127.0.0.1). Open Carrel there.",
    );
  }
  if (!navigator.mediaDevices?.getUserMedia || !("AudioWorkletNode" in window) || !("WebAssembly" in window)) {
    throw new ListenProblem("unsupported", "This browser cannot listen. A current Firefox, Chromium or Safari can.");
  }
}

function microphone(o: StartOptions): Promise<MediaStream> {
  const audio: MediaTrackConstraints = {
    channelCount: 1,
    // The recogniser suffers from gain that changes within a word and from the browser's denoising.
    autoGainControl: false,
    noiseSuppression: false,
    // The sound of the loudspeaker must not be heard as an answer.
    echoCancellation: !o.headphones,
  };
  if (o.deviceId) audio.deviceId = { exact: o.deviceId };
  return navigator.mediaDevices.getUserMedia({ audio, video: false });
}

function notLoaded(why: string): ListenProblem {
  return new ListenProblem("assets", `The recogniser could not be loaded: ${why}.`);
}

function explain(e: unknown): ListenProblem {
  if (e instanceof ListenProblem) return e;
  switch (e instanceof DOMException ? e.name : "") {
    case "NotFoundError":
    case "OverconstrainedError":
      return new ListenProblem("no_microphone", "No microphone was found. Plug one in, or study with buttons or keys.");
    case "NotAllowedError":
    case "SecurityError":
      return new ListenProblem(
        "refused",
        "The microphone is not allowed for this page. Allow it in the browser's site settings, or study with buttons or keys.",
      );
    case "NotReadableError":
    case "AbortError":
      return new ListenProblem("busy", "Another program is using the microphone. Close it and try again.");
  }
  return new ListenProblem("internal", `Listening did not start: ${e instanceof Error ? e.message : String(e)}.`);
}
