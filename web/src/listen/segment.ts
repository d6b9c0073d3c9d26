// Cuts an utterance to its speech, and uses the denoised sound if the room is noisy.

import constants from "../../../internal/listen/constants.json";
import { FRAME } from "./rnnoise";

const t = constants.trim;
const n = constants.denoise;

/** 10 ms of sound and its measurements. */
export interface Frame {
  original: Float32Array;
  cleaned: Float32Array | null;
  db: number;
  voice: number;
}

/** The sound of an utterance, 16 kHz mono. */
export interface Utterance {
  /** for the decoder: denoised if the room is noisy */
  pcm: Float32Array;
  /** for the second ear: unchanged, because its model was trained with noise */
  original: Float32Array;
  /** its level over the noise */
  snrDb: number;
}

/** Keeps the voiced frames and a few around them. */
export function trim(frames: Frame[], floorDb: number): Utterance {
  const voiced = (f: Frame) => f.voice >= constants.endpoint.voice_off;
  let first = frames.findIndex(voiced);
  let last = frames.findLastIndex(voiced);
  if (first < 0) {
    first = 0;
    last = frames.length - 1;
  }
  const loud = (i: number) => frames[i]!.db >= floorDb + t.above_floor_db;
  first = Math.max(0, first - t.before_frames);
  while (first > 0 && loud(first - 1)) first--;
  last = Math.min(frames.length - 1, last + t.after_frames);
  while (last < frames.length - 1 && loud(last + 1)) last++;
  const kept = frames.slice(first, last + 1);
  const over = snrDb(kept, floorDb);
  const clean = over < n.below_snr_db;
  const pcm = new Float32Array(kept.length * FRAME);
  const original = new Float32Array(pcm.length);
  kept.forEach((f, i) => {
    original.set(f.original, i * FRAME);
    for (let j = 0; j < FRAME; j++) {
      const x = f.original[j]!;
      pcm[i * FRAME + j] = clean && f.cleaned ? n.mix_original * x + (1 - n.mix_original) * f.cleaned[j]! : x;
    }
  });
  return { pcm, original, snrDb: over };
}

/** Returns the level of the loudest fifth of the frames over the noise floor, 0 without frames. */
export function snrDb(frames: Frame[], floorDb: number): number {
  if (frames.length === 0) return 0;
  const db = frames.map((f) => f.db).sort((a, b) => b - a);
  const top = db.slice(0, Math.max(1, Math.floor(db.length / 5)));
  return top.reduce((a, b) => a + b, 0) / top.length - floorDb;
}
