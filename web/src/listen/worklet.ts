// Runs in the audio thread: resamples the sound to 16 kHz and sends 20 ms at a time to the
// recogniser's worker. The audio thread has no time to spare, so it does nothing else.

import { Resampler } from "./resample";

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class Capture extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, 16000);
  private buffer = new Float32Array(320);
  private filled = 0;
  private out: MessagePort | null = null;
  private blocks = 0;

  constructor() {
    super();
    this.port.onmessage = (e: MessageEvent) => {
      this.out = e.data as MessagePort | null;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const input = inputs[0]?.[0];
    // Tell the page that sound arrives. The worker's own sign may be late while it decodes.
    if (input && ++this.blocks % 100 === 0) this.port.postMessage("sound");
    if (!input || !this.out) return true;
    for (const sample of this.resampler.push(input)) {
      this.buffer[this.filled++] = sample;
      if (this.filled === this.buffer.length) {
        this.out.postMessage(this.buffer, [this.buffer.buffer]);
        this.buffer = new Float32Array(320);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("carrel-capture", Capture);
