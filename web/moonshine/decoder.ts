// How likely each next piece of a word is, for a few beginnings at once.

import { attend, HIDDEN, LAYERS, turn, WIDTH } from "./attention";
import { room } from "./memory";
import { TOKENS, Model } from "./model";
import { Encoder, MOST_SAMPLES } from "./encoder";
import { add, linear, normalise, rowOf } from "./numbers";

/** Beginnings that are followed at once. */
export const BEAMS = 8;
/** Pieces of the longest phrase. */
export const MOST_PIECES = 32;
const MOST_SOUNDS = MOST_SAMPLES / 64 / 6 + 1;

const STATE = 2 * LAYERS * MOST_PIECES * WIDTH; // of one beginning: keys and values

export class Decoder {
  /** BEAMS × TOKENS, before they are made probabilities */
  logits: usize = room(4 * BEAMS * TOKENS);
  private states: usize = room(4 * BEAMS * STATE);
  private others: usize = room(4 * BEAMS * STATE);
  private sounds: usize = room(4 * 2 * LAYERS * MOST_SOUNDS * WIDTH);
  private rows: i32 = 0;
  private x: usize = room(4 * BEAMS * WIDTH);
  private y: usize = room(4 * BEAMS * WIDTH);
  private q: usize = room(4 * BEAMS * WIDTH);
  private k: usize = room(4 * BEAMS * WIDTH);
  private v: usize = room(4 * BEAMS * WIDTH);
  private wide: usize = room(4 * BEAMS * 2 * HIDDEN);
  private weights: usize = room(4 * (MOST_SOUNDS + MOST_PIECES));

  constructor(
    private model: Model,
    private encoder: Encoder,
  ) {}

  /** Takes what the encoder made of the sound. */
  begin(): bool {
    this.rows = this.encoder.rows;
    if (this.rows > MOST_SOUNDS) return false;
    for (let l = 0; l < LAYERS; l++) {
      const m = this.model.decoder[l].cross;
      linear(this.encoder.out, this.rows, WIDTH, WIDTH, m.k, 0, this.sound(l, 0), this.encoder.quantised);
      linear(this.encoder.out, this.rows, WIDTH, WIDTH, m.v, 0, this.sound(l, 1), this.encoder.quantised);
    }
    return true;
  }

  private sound(layer: i32, which: i32): usize {
    return this.sounds + 4 * <usize>((2 * layer + which) * MOST_SOUNDS * WIDTH);
  }

  private past(beam: i32, layer: i32, which: i32): usize {
    return this.states + 4 * <usize>(beam * STATE + (2 * layer + which) * MOST_PIECES * WIDTH);
  }

  /** Beginning number i becomes what number from[i] was, of so many pieces. */
  reorder(from: StaticArray<i32>, beams: i32, pieces: i32): void {
    const new_ = this.others;
    for (let b = 0; b < beams; b++) {
      for (let p = 0; p < 2 * LAYERS; p++) {
        const offset = <usize>(4 * p * MOST_PIECES * WIDTH);
        memory.copy(new_ + 4 * <usize>(b * STATE) + offset, this.states + 4 * <usize>(from[b] * STATE) + offset, 4 * <usize>(pieces * WIDTH));
      }
    }
    this.others = this.states;
    this.states = new_;
  }

  /** Appends a piece to each beginning, at a position, and fills logits. */
  step(tokens: StaticArray<i32>, beams: i32, position: i32): void {
    const z = this.encoder.quantised;
    const m = this.model;
    for (let b = 0; b < beams; b++) rowOf(m.embedding, tokens[b], this.x + 4 * <usize>(b * WIDTH));
    for (let l = 0; l < LAYERS; l++) {
      const layer = m.decoder[l];
      normalise(this.x, beams, WIDTH, layer.before, this.y);
      linear(this.y, beams, WIDTH, WIDTH, layer.self.q, 0, this.q, z);
      linear(this.y, beams, WIDTH, WIDTH, layer.self.k, 0, this.k, z);
      linear(this.y, beams, WIDTH, WIDTH, layer.self.v, 0, this.v, z);
      for (let b = 0; b < beams; b++) {
        const row: usize = 4 * <usize>(b * WIDTH);
        const here: usize = 4 * <usize>(position * WIDTH);
        turn(this.q + row, position, m.frequencies);
        turn(this.k + row, position, m.frequencies);
        memory.copy(this.past(b, l, 0) + here, this.k + row, 4 * WIDTH);
        memory.copy(this.past(b, l, 1) + here, this.v + row, 4 * WIDTH);
        attend(this.q + row, this.past(b, l, 0), this.past(b, l, 1), position + 1, this.weights, this.y + row);
      }
      linear(this.y, beams, WIDTH, WIDTH, layer.self.o, 0, this.q, z);
      add(this.x, this.q, beams * WIDTH);
      normalise(this.x, beams, WIDTH, layer.between, this.y);
      linear(this.y, beams, WIDTH, WIDTH, layer.cross.q, 0, this.q, z);
      for (let b = 0; b < beams; b++) {
        const row: usize = 4 * <usize>(b * WIDTH);
        attend(this.q + row, this.sound(l, 0), this.sound(l, 1), this.rows, this.weights, this.y + row);
      }
      linear(this.y, beams, WIDTH, WIDTH, layer.cross.o, 0, this.q, z);
      add(this.x, this.q, beams * WIDTH);
      normalise(this.x, beams, WIDTH, layer.after, this.y);
      linear(this.y, beams, WIDTH, WIDTH, layer.up, layer.upBias, this.wide, z);
      this.gate(beams);
      linear(this.wide, beams, 2 * HIDDEN, HIDDEN, layer.down, layer.downBias, this.y, z);
      add(this.x, this.y, beams * WIDTH);
    }
    normalise(this.x, beams, WIDTH, m.decoded, this.y);
    linear(this.y, beams, WIDTH, WIDTH, m.embedding, 0, this.logits, z);
  }

  // The first half of each row times the sigmoid linear unit of the second.
  private gate(beams: i32): void {
    for (let b = 0; b < beams; b++) {
      for (let i = 0; i < HIDDEN; i++) {
        const at = this.wide + 4 * <usize>(b * 2 * HIDDEN + i);
        const g = load<f32>(at + 4 * HIDDEN);
        store<f32>(at, (load<f32>(at) * g) / (1 + Mathf.exp(-g)));
      }
    }
  }
}
