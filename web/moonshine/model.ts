// The model's file: tensors in the order in which they are used, each
// beginning at a multiple of 16 bytes. tools/webbuild writes it.

import { HIDDEN, LAYERS, WIDTH } from "./attention";
import { Matrix } from "./numbers";

let at: usize = 0;

function take(bytes: usize): usize {
  const here = at;
  at = (at + bytes + 15) & ~15;
  return here;
}

function vector(n: i32): usize {
  return take(4 * <usize>n);
}

function matrix(outputs: i32, inputs: i32): Matrix {
  const head = take(8);
  return new Matrix(outputs, inputs, load<f32>(head), load<f32>(head + 4), take(<usize>(outputs * inputs)));
}

export class Attention {
  q: Matrix = matrix(WIDTH, WIDTH);
  k: Matrix = matrix(WIDTH, WIDTH);
  v: Matrix = matrix(WIDTH, WIDTH);
  o: Matrix = matrix(WIDTH, WIDTH);
}

export class EncoderLayer {
  before: usize = vector(WIDTH);
  self: Attention = new Attention();
  between: usize = vector(WIDTH);
  up: Matrix = matrix(HIDDEN, WIDTH);
  upBias: usize = vector(HIDDEN);
  down: Matrix = matrix(WIDTH, HIDDEN);
  downBias: usize = vector(WIDTH);
}

export class DecoderLayer {
  before: usize = vector(WIDTH);
  self: Attention = new Attention();
  between: usize = vector(WIDTH);
  cross: Attention = new Attention();
  after: usize = vector(WIDTH);
  up: Matrix = matrix(2 * HIDDEN, WIDTH);
  upBias: usize = vector(2 * HIDDEN);
  down: Matrix = matrix(WIDTH, HIDDEN);
  downBias: usize = vector(WIDTH);
}

export const TOKENS = 32768;

export class Model {
  conv1: Matrix = matrix(WIDTH, 128);
  groupWeight: usize = vector(WIDTH);
  groupBias: usize = vector(WIDTH);
  conv2: Matrix = matrix(2 * WIDTH, 7 * WIDTH);
  conv2Bias: usize = vector(2 * WIDTH);
  conv3: Matrix = matrix(WIDTH, 3 * 2 * WIDTH);
  conv3Bias: usize = vector(WIDTH);
  frequencies: usize = vector(16);
  encoder: StaticArray<EncoderLayer> = new StaticArray<EncoderLayer>(LAYERS);
  encoded: usize = 0;
  embedding!: Matrix;
  decoder: StaticArray<DecoderLayer> = new StaticArray<DecoderLayer>(LAYERS);
  decoded: usize = 0;
  /** how many pieces of words there are, and then each one: its length in bytes, its bytes */
  pieces: usize = 0;

  constructor() {
    for (let i = 0; i < LAYERS; i++) this.encoder[i] = new EncoderLayer();
    this.encoded = vector(WIDTH);
    this.embedding = matrix(TOKENS, WIDTH);
    for (let i = 0; i < LAYERS; i++) this.decoder[i] = new DecoderLayer();
    this.decoded = vector(WIDTH);
    this.pieces = take(4);
  }
}

/** Reads a file that lies in memory. */
export function read(file: usize): Model {
  at = file + 16;
  return new Model();
}
