// Moonshine tiny (Useful Sensors, MIT licence), an encoder and decoder of
// speech, asked one question: how likely is each of these phrases, given this
// sound? The architecture is that of Jeffries et al., "Moonshine: Speech
// Recognition for Live Transcription and Voice Commands", arXiv:2410.15608.
//
// One thread, no imports, so that the page and the program on the computer run
// the same bytes and get the same numbers.

import { Decoder, BEAMS, MOST_PIECES } from "./decoder";
import { Encoder, MOST_SAMPLES } from "./encoder";
import { room } from "./memory";
import { read, TOKENS } from "./model";
import { logAdd, logSum } from "./numbers";
import { MOST_BYTES, Pieces } from "./pieces";
import { MOST_MEANINGS, Phrases } from "./phrases";

const BEGIN = 1;
const END = 2;
const HOPELESS: f32 = -60;
/** What is so much less likely than the best whole phrase, or the best beginning, is not followed. */
const BEHIND: f32 = 9;

let encoder!: Encoder;
let decoder!: Decoder;
let phrases!: Phrases;
let text: usize = 0;
let likely: usize = 0;
let ends!: StaticArray<i32>;

/** Room for the model's file. */
export function place(bytes: i32): usize {
  return room(<usize>bytes);
}

/** Reads the file at an address, of so many bytes. False: it is no such model, or not all of it. */
export function open(file: usize, bytes: i32): bool {
  if (bytes < 16 || load<u64>(file) != 0x3152414d4c525243 || load<i32>(file + 8) != bytes) return false; // "CRRLMAR1"
  const model = read(file);
  encoder = new Encoder(model);
  decoder = new Decoder(model, encoder);
  const pieces = new Pieces(model.pieces);
  phrases = new Phrases(pieces);
  text = room(MOST_BYTES + 16);
  likely = room(4 * MOST_MEANINGS);
  phrases.clear();
  ends = StaticArray.fromArray<i32>([END, 0, 0, 0, 0]);
  const marks = ".,?!";
  for (let i = 0; i < 4; i++) {
    store<u8>(text, <u8>marks.charCodeAt(i));
    ends[i + 1] = pieces.find(text, 1);
  }
  return likely != 0;
}

/** Where a phrase's text goes, UTF-8, at most MOST_BYTES. */
export function textAt(): usize {
  return text;
}

/** Where the sound goes: 32-bit floats at 16 kHz. */
export function soundAt(): usize {
  return encoder.sound;
}

/** How many samples fit. */
export function soundFits(): i32 {
  return MOST_SAMPLES;
}

/** Forgets all phrases. */
export function clear(): void {
  phrases.clear();
}

/** Adds the phrase in textAt, of so many bytes; meanings are numbered from 0. */
export function add(meaning: i32, length: i32): void {
  phrases.add(meaning, text, length);
}

/** Where hear leaves the logarithm of the probability of each meaning. */
export function likelyAt(): usize {
  return likely;
}

const node = new StaticArray<i32>(BEAMS);
const score = new StaticArray<f32>(BEAMS);
const from = new StaticArray<i32>(BEAMS);
const token = new StaticArray<i32>(BEAMS);
const olds = new StaticArray<i32>(BEAMS);
const scores = new StaticArray<f32>(BEAMS);
let beams = 0;

/**
 * Hears so many samples at soundAt. Returns the logarithm of the probability of
 * what was most likely said, piece by piece, whether it is a phrase or not, as
 * far as it was followed: no farther than phrases could still go; 1 where the sound is too short or too long.
 */
export function hear(samples: i32): f32 {
  for (let i = 0; i < MOST_MEANINGS; i++) store<f32>(likely + 4 * <usize>i, HOPELESS);
  if (!encoder.run(samples) || !decoder.begin()) return 1;
  // The first row is what the model would write freely, the others follow the phrases.
  let free: f32 = 0;
  let writing = true;
  let best = HOPELESS;
  let last = BEGIN;
  beams = 1;
  from[0] = 0;
  token[0] = BEGIN;
  node[0] = 0;
  score[0] = 0;
  let followed = 0; // row of the first phrase; the free row is shared at the beginning
  for (let position = 0; position < MOST_PIECES; position++) {
    decoder.step(token, beams, position);
    if (writing) {
      last = mostLikely(0);
      free += logit(0, last) - logSum(decoder.logits, TOKENS);
      if (last == END) writing = false;
    }
    const rows = beams;
    for (let b = 0; b < rows; b++) {
      olds[b] = node[b];
      scores[b] = score[b];
    }
    beams = writing ? 1 : 0;
    if (writing) {
      from[0] = 0;
      token[0] = last;
    }
    const first = beams;
    for (let b = followed; b < rows; b++) {
      const total = logSum(decoder.logits + 4 * <usize>(b * TOKENS), TOKENS);
      const so = scores[b];
      const meaning = phrases.meaning(olds[b]);
      if (meaning >= 0) {
        let end = logit(b, END);
        for (let i = 1; i < 5; i++) if (ends[i] >= 0) end = logAdd(end, logit(b, ends[i]));
        const at = likely + 4 * <usize>meaning;
        const sum = logAdd(load<f32>(at), so + end - total);
        store<f32>(at, sum);
        best = max(best, sum);
      }
      for (let c = phrases.child(olds[b]); c != 0; c = phrases.sibling(c)) {
        offer(first, b, c, so + logit(b, phrases.token(c)) - total);
      }
    }
    // What is far behind is given up.
    let kept = first;
    let ahead = best;
    for (let b = first; b < beams; b++) ahead = max(ahead, score[b]);
    for (let b = first; b < beams; b++) {
      if (score[b] < ahead - BEHIND) continue;
      node[kept] = node[b];
      score[kept] = score[b];
      from[kept] = from[b];
      token[kept] = token[b];
      kept++;
    }
    beams = kept;
    followed = first;
    if (beams == first || position + 1 >= MOST_PIECES) break; // no phrase is left
    decoder.reorder(from, beams, position + 1);
  }
  return free;
}

// Takes a beginning among the best ones; the worst falls out.
function offer(first: i32, old: i32, at: i32, so: f32): void {
  let where = -1;
  if (beams < BEAMS) where = beams++;
  else {
    for (let b = first; b < beams; b++) if (where < 0 || score[b] < score[where]) where = b;
    if (score[where] >= so) return;
  }
  node[where] = at;
  score[where] = so;
  from[where] = old;
  token[where] = phrases.token(at);
}

function logit(row: i32, piece: i32): f32 {
  return load<f32>(decoder.logits + 4 * <usize>(row * TOKENS + piece));
}

function mostLikely(row: i32): i32 {
  const at = decoder.logits + 4 * <usize>(row * TOKENS);
  let best = 0;
  for (let i = 1; i < TOKENS; i++) if (load<f32>(at + 4 * <usize>i) > load<f32>(at + 4 * <usize>best)) best = i;
  return best;
}
