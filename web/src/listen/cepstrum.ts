// Mel-frequency cepstral coefficients of an utterance. internal/listen/cepstrum.go computes the
// same and names sources and units.

import k from "../../../internal/listen/enrolment.json";

/** one row for each 10 ms; each coefficient minus its mean over the utterance */
export type Cepstra = Float64Array[];

const SIZE = 512;
const RATE = 16000;

/** Computes the cepstra of 16 kHz mono sound, −1 to 1. Sound under 25 ms has none. */
export function cepstraOf(pcm: Float32Array): Cepstra {
  if (pcm.length < k.window) return [];
  const n = Math.floor((pcm.length - k.window) / k.step) + 1;
  const bank = melBank();
  const energies: Float64Array[] = [];
  let loudest = 0;
  for (let i = 0; i < n; i++) {
    const re = new Float64Array(SIZE);
    const im = new Float64Array(SIZE);
    for (let j = 0; j < k.window; j++) {
      const at = i * k.step + j;
      const x = pcm[at]! - (at > 0 ? k.emphasis * pcm[at - 1]! : 0);
      re[j] = x * (0.54 - 0.46 * Math.cos((2 * Math.PI * j) / (k.window - 1)));
    }
    fourier(re, im);
    const row = new Float64Array(k.filters);
    bank.forEach((filter, f) => {
      for (let b = 0; b < filter.length; b++) row[f]! += filter[b]! * (re[b]! * re[b]! + im[b]! * im[b]!);
      loudest = Math.max(loudest, row[f]!);
    });
    energies.push(row);
  }
  const floor = Math.max(loudest * k.floor, 1e-12);
  const mean = new Float64Array(k.cepstra);
  const out = energies.map((row) => {
    const c = new Float64Array(k.cepstra);
    for (let q = 0; q < k.cepstra; q++) {
      const scale = Math.sqrt((q === 0 ? 1 : 2) / k.filters);
      row.forEach((e, f) => (c[q]! += scale * Math.log(e + floor) * Math.cos((Math.PI * q * (f + 0.5)) / k.filters)));
      mean[q]! += c[q]! / n;
    }
    return c;
  });
  for (const row of out) for (let q = 0; q < k.cepstra; q++) row[q]! -= mean[q]!;
  return out;
}

/** Returns a weight for each filter and each bin of the spectrum. */
function melBank(): Float64Array[] {
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const low = mel(k.low_hz);
  const high = mel(k.high_hz);
  const edge = (i: number) => low + ((high - low) * i) / (k.filters + 1);
  return Array.from({ length: k.filters }, (_, f) =>
    Float64Array.from({ length: SIZE / 2 + 1 }, (_, b) => {
      const m = mel((b * RATE) / SIZE);
      return Math.max(
        0,
        Math.min((m - edge(f)) / (edge(f + 1) - edge(f)), (edge(f + 2) - m) / (edge(f + 2) - edge(f + 1))),
      );
    }),
  );
}

/** Fast Fourier transform in place. The length is a power of two. */
function fourier(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    for (let q = 0; q < size / 2; q++) {
      const c = Math.cos((-2 * Math.PI * q) / size);
      const s = Math.sin((-2 * Math.PI * q) / size);
      for (let a = q; a < n; a += size) {
        const b = a + size / 2;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
}
