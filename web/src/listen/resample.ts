// Converts any sample rate to another with a windowed sinc, block by block. internal/listen in Go
// has the same for recordings.

const HALF = 16;

export class Resampler {
  private readonly step: number;
  private readonly cut: number;
  private readonly half: number;
  private kept = new Float32Array(0);
  /** position of the next output, in input samples from the start of kept */
  private at: number;

  constructor(from: number, to: number) {
    this.step = from / to;
    this.cut = Math.min(1, to / from) * 0.94;
    this.half = Math.ceil(HALF / Math.min(1, to / from));
    this.kept = new Float32Array(this.half);
    this.at = this.half;
  }

  push(pcm: Float32Array): Float32Array {
    if (this.step === 1) return pcm;
    const all = new Float32Array(this.kept.length + pcm.length);
    all.set(this.kept);
    all.set(pcm, this.kept.length);
    const out: number[] = [];
    while (Math.floor(this.at) + this.half < all.length) {
      out.push(this.sample(all));
      this.at += this.step;
    }
    const drop = Math.max(0, Math.floor(this.at) - this.half);
    this.kept = all.slice(drop);
    this.at -= drop;
    return Float32Array.from(out);
  }

  private sample(x: Float32Array): number {
    const middle = Math.floor(this.at);
    let sum = 0;
    for (let i = Math.max(0, middle - this.half + 1); i <= middle + this.half; i++) {
      const t = this.at - i;
      const w = t / this.half;
      if (w <= -1 || w >= 1) continue;
      const a = Math.PI * t * this.cut;
      const sinc = t === 0 ? 1 : Math.sin(a) / a;
      sum += x[i]! * sinc * this.cut * (0.5 + 0.5 * Math.cos(Math.PI * w));
    }
    return sum;
  }
}
