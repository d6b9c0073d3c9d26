// RNNoise (npm @jitsi/rnnoise-wasm) gives the probability of a voice and a sound with less noise,
// 10 ms at a time. It works at 48 kHz, the recogniser at 16 kHz. The two filters and RNNoise's own
// overlap delay the denoised sound by DELAY samples.

import exportMap from "../../../internal/listen/exports/rnnoise.json";
import { CModule } from "./emscripten";

export const FRAME = 160;
export const DELAY = 192;
const TAPS = 97; // odd, so that both filters together delay by TAPS − 1 samples at 48 kHz
const RATIO = 3;
const BIG = RATIO * FRAME;

export class RNNoise {
  private readonly taps = lowpass();
  private readonly low = new Float64Array(FRAME + Math.ceil(TAPS / RATIO));
  private readonly high = new Float64Array(BIG + TAPS - 1);
  private readonly history = new Float32Array(DELAY + FRAME);

  private constructor(
    private readonly c: CModule,
    private readonly state: number,
    private readonly at: number,
  ) {}

  static async load(wasm: BufferSource): Promise<RNNoise> {
    const c = await CModule.start(wasm, exportMap);
    return new RNNoise(c, c.call("rnnoise_create", 0), c.malloc(BIG * 4));
  }

  /**
   * Takes 160 samples at 16 kHz. Writes the denoised sound of DELAY samples ago to cleaned, and the
   * unchanged sound of that time to original. Returns the probability that the frame has a voice.
   */
  frame(pcm: Float32Array, cleaned: Float32Array, original: Float32Array): number {
    const { taps, low, high, history } = this;
    const keep = low.length - FRAME;
    low.copyWithin(0, FRAME);
    for (let i = 0; i < FRAME; i++) low[keep + i] = pcm[i]!;
    const big = new Float32Array(BIG);
    for (let i = 0; i < BIG; i++) {
      let sum = 0;
      const newest = keep + Math.floor(i / RATIO);
      for (let k = i % RATIO, back = 0; k < TAPS; k += RATIO, back++) sum += taps[k]! * low[newest - back]!;
      big[i] = sum * RATIO * 32768;
    }
    this.c.floats.set(big, this.at >> 2);
    const voice = this.c.call("rnnoise_process_frame", this.state, this.at, this.at);
    const out = this.c.floats.subarray(this.at >> 2, (this.at >> 2) + BIG);
    high.copyWithin(0, BIG);
    for (let i = 0; i < BIG; i++) high[TAPS - 1 + i] = out[i]! / 32768;
    for (let i = 0; i < FRAME; i++) {
      let sum = 0;
      for (let k = 0; k < TAPS; k++) sum += taps[k]! * high[TAPS - 1 + RATIO * i - k]!;
      cleaned[i] = sum;
    }
    history.copyWithin(0, FRAME);
    history.set(pcm, DELAY);
    original.set(history.subarray(0, FRAME));
    return voice;
  }
}

/** Returns a windowed sinc that passes the frequencies that 16 kHz can represent. */
function lowpass(): Float64Array {
  const taps = new Float64Array(TAPS);
  const middle = (TAPS - 1) / 2;
  const cut = 0.94 / RATIO;
  let total = 0;
  for (let i = 0; i < TAPS; i++) {
    const x = (i - middle) * cut;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    taps[i] =
      sinc * (0.42 - 0.5 * Math.cos((2 * Math.PI * i) / (TAPS - 1)) + 0.08 * Math.cos((4 * Math.PI * i) / (TAPS - 1)));
    total += taps[i]!;
  }
  for (let i = 0; i < TAPS; i++) taps[i]! /= total;
  return taps;
}
