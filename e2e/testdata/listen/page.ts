// A page with nothing but listening on it: clips are played into the
// microphone on demand, events are kept for the test to read.

import { createListener, ListenProblem, type Grammar, type ListenEvent, type StartOptions } from "../../../web/src/listen/index";

const manifest = (await (await fetch("assets.json")).json()) as Record<string, string>;
const events: ListenEvent[] = [];
let progress = 0;
let ears = 1;
let ended = 0; // when the clip's last sample was played

const listener = createListener({
  asset: (name) => manifest[name],
  onSecondEar: () => (ears = 2),
  onProgress: (loaded, total) => (progress = loaded / total),
  onEvent: (e) => {
    if (e.kind !== "level") events.push(e);
    waiting?.(e);
  },
});

let waiting: ((e: ListenEvent) => void) | null = null;

const room = new AudioContext();
const wire = room.createMediaStreamDestination();

async function play(clip: string): Promise<AudioBufferSourceNode> {
  const data = await (await fetch(clip)).arrayBuffer();
  const source = room.createBufferSource();
  source.buffer = await room.decodeAudioData(data);
  source.connect(wire);
  source.onended = () => (ended = performance.now());
  source.start();
  return source;
}

function outcome(): Promise<ListenEvent & { after_ms: number }> {
  return new Promise((resolve) => {
    waiting = (e) => {
      if (e.kind === "level" || e.kind === "speech_start") return;
      waiting = null;
      resolve({ ...e, after_ms: performance.now() - ended });
    };
  });
}

Object.assign(window, {
  /** replaces the microphone by what play sends */
  async wire() {
    await room.resume();
    navigator.mediaDevices.getUserMedia = async () => wire.stream.clone();
  },
  async start(o: StartOptions) {
    try {
      await listener.start(o);
      return "";
    } catch (e) {
      return e instanceof ListenProblem ? e.reason : String(e);
    }
  },
  stop: () => listener.stop(),
  progress: () => progress,
  ears: () => ears,
  events: () => events,
  async hear(grammar: Grammar, timeoutMs: number, clip: string) {
    events.length = 0;
    const done = outcome();
    listener.listen(grammar, { timeoutMs });
    if (clip) await play(clip);
    return done;
  },
  async press(grammar: Grammar, clip: string, ms: number) {
    events.length = 0;
    const done = outcome();
    listener.listen(grammar);
    listener.begin();
    await play(clip);
    setTimeout(() => listener.end(), ms);
    return done;
  },
  resources: () => performance.getEntriesByType("resource").map((r) => r.name),
});
document.title = "ready";
