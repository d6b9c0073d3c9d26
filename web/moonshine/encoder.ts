// From sound to rows that the decoder attends to, one for 24 ms.

import { attend, HIDDEN, LAYERS, turn, WIDTH } from "./attention";
import { room } from "./memory";
import { Model } from "./model";
import { add, gelu, linear, MOST_ROWS, normalise, Quantised } from "./numbers";

/** Sound of the longest utterance: 8 s at 16 kHz. */
export const MOST_SAMPLES = 128000;
const MOST_STEPS = MOST_SAMPLES / 64;

export class Encoder {
  sound: usize = room(4 * (MOST_SAMPLES + 64));
  rows: i32 = 0;
  private wide: usize = room(4 * MOST_STEPS * WIDTH);
  private middle: usize = room((4 * MOST_STEPS * 2 * WIDTH) / 3);
  private x: usize = room((4 * MOST_STEPS * WIDTH) / 6);
  private y: usize = room((4 * MOST_STEPS * WIDTH) / 6);
  private q: usize = room((4 * MOST_STEPS * WIDTH) / 6);
  private k: usize = room((4 * MOST_STEPS * WIDTH) / 6);
  private v: usize = room((4 * MOST_STEPS * WIDTH) / 6);
  private weights: usize = room(4 * MOST_STEPS);
  quantised: Quantised = new Quantised(room((2 * 7 * MOST_STEPS * WIDTH) / 3), room(8 * MOST_ROWS));

  constructor(private model: Model) {}

  get out(): usize {
    return this.y;
  }

  /** Encodes so many samples of this.sound; the result is in out, rows × WIDTH. */
  run(samples: i32): bool {
    this.rows = 0;
    const steps = samples < 127 ? 0 : (samples - 127) / 64 + 1;
    const thirds = steps < 7 ? 0 : (steps - 7) / 3 + 1;
    const rows = thirds < 3 ? 0 : (thirds - 3) / 2 + 1;
    if (samples > MOST_SAMPLES || rows == 0) return false;
    const m = this.model;
    const z = this.quantised;
    linear(this.sound, steps, 64, 127, m.conv1, 0, this.wide, z);
    this.groupNormalise(steps);
    linear(this.wide, thirds, 3 * WIDTH, 7 * WIDTH, m.conv2, m.conv2Bias, this.middle, z);
    gelu(this.middle, thirds * 2 * WIDTH);
    linear(this.middle, rows, 4 * WIDTH, 6 * WIDTH, m.conv3, m.conv3Bias, this.x, z);
    gelu(this.x, rows * WIDTH);
    for (let l = 0; l < LAYERS; l++) this.layer(l, rows);
    normalise(this.x, rows, WIDTH, m.encoded, this.y);
    this.rows = rows;
    return true;
  }

  private groupNormalise(steps: i32): void {
    const n = steps * WIDTH;
    let mean: f64 = 0;
    for (let i = 0; i < n; i++) {
      const v = Mathf.tanh(load<f32>(this.wide + 4 * <usize>i));
      store<f32>(this.wide + 4 * <usize>i, v);
      mean += <f64>v;
    }
    mean /= <f64>n;
    let square: f64 = 0;
    for (let i = 0; i < n; i++) {
      const d = <f64>load<f32>(this.wide + 4 * <usize>i) - mean;
      square += d * d;
    }
    const by = <f32>(1 / sqrt<f64>(square / <f64>n + 1e-5));
    for (let s = 0; s < steps; s++) {
      for (let c = 0; c < WIDTH; c++) {
        const at = this.wide + 4 * <usize>(s * WIDTH + c);
        store<f32>(at, (load<f32>(at) - <f32>mean) * by * load<f32>(this.model.groupWeight + 4 * <usize>c) + load<f32>(this.model.groupBias + 4 * <usize>c));
      }
    }
  }

  private layer(l: i32, rows: i32): void {
    const m = this.model.encoder[l];
    const z = this.quantised;
    normalise(this.x, rows, WIDTH, m.before, this.y);
    linear(this.y, rows, WIDTH, WIDTH, m.self.q, 0, this.q, z);
    linear(this.y, rows, WIDTH, WIDTH, m.self.k, 0, this.k, z);
    linear(this.y, rows, WIDTH, WIDTH, m.self.v, 0, this.v, z);
    for (let r = 0; r < rows; r++) {
      turn(this.q + 4 * <usize>(r * WIDTH), r, this.model.frequencies);
      turn(this.k + 4 * <usize>(r * WIDTH), r, this.model.frequencies);
    }
    for (let r = 0; r < rows; r++) attend(this.q + 4 * <usize>(r * WIDTH), this.k, this.v, rows, this.weights, this.y + 4 * <usize>(r * WIDTH));
    linear(this.y, rows, WIDTH, WIDTH, m.self.o, 0, this.q, z);
    add(this.x, this.q, rows * WIDTH);
    normalise(this.x, rows, WIDTH, m.between, this.y);
    linear(this.y, rows, WIDTH, WIDTH, m.up, m.upBias, this.wide, z);
    gelu(this.wide, rows * HIDDEN);
    linear(this.wide, rows, HIDDEN, HIDDEN, m.down, m.downBias, this.y, z);
    add(this.x, this.y, rows * WIDTH);
  }
}
