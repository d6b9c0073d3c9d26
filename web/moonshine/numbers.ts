// The few functions that the layers are made of, on rows of 32-bit floats.

/** A matrix of outputs × inputs bytes, inputs a multiple of 16: a weight is scale × (byte − zero). */
export class Matrix {
  constructor(
    public outputs: i32,
    public inputs: i32,
    public scale: f32,
    public zero: f32,
    public at: usize,
  ) {}
}

// 11 bits and a sign: 2047 × 255 × 2016 inputs, the most there are, still fit 31 bits.
const FULL: f32 = 2047;

/** Inputs as 16-bit numbers with a scale and a sum for each row. */
export class Quantised {
  scale: usize;
  sum: usize;
  constructor(
    public at: usize,
    rows: usize,
  ) {
    this.scale = rows;
    this.sum = rows + 4 * MOST_ROWS;
  }
}

/** Rows that one call may take. */
export const MOST_ROWS = 4096;

/**
 * out = x · mᵀ + bias, rows × m.outputs. A row of x begins every `stride`
 * floats, so that rows may overlap, as those of a convolution do; only its first
 * `length` floats are read, the rest of m.inputs is taken for zero.
 * bias may be 0 for none.
 */
export function linear(x: usize, rows: i32, stride: i32, length: i32, m: Matrix, bias: usize, out: usize, q: Quantised): void {
  const inputs = m.inputs;
  for (let r = 0; r < rows; r++) {
    quantise(x + 4 * <usize>(r * stride), length, inputs, q.at + 2 * <usize>(r * inputs), q.scale + 4 * <usize>r, q.sum + 4 * <usize>r);
  }
  let r = 0;
  for (; r + 4 <= rows; r += 4) four(q, r, m, bias, out);
  for (; r < rows; r++) one(q, r, m, bias, out);
}

function quantise(x: usize, length: i32, inputs: i32, to: usize, scale: usize, sum: usize): void {
  let most: f32 = 0;
  for (let i = 0; i < length; i++) most = max(most, abs(load<f32>(x + 4 * <usize>i)));
  const by: f32 = most > 0 ? FULL / most : 0;
  let total = 0;
  for (let i = 0; i < inputs; i++) {
    const v = i < length ? <i32>nearest(load<f32>(x + 4 * <usize>i) * by) : 0;
    total += v;
    store<i16>(to + 2 * <usize>i, <i16>v);
  }
  store<f32>(scale, most / FULL);
  store<i32>(sum, total);
}

// Four rows share every load of a weight, which is most of the work.
function four(q: Quantised, r: i32, m: Matrix, bias: usize, out: usize): void {
  const inputs = m.inputs;
  const step: usize = 2 * <usize>inputs;
  const x0 = q.at + <usize>r * step;
  const x1 = x0 + step;
  const x2 = x1 + step;
  const x3 = x2 + step;
  let w = m.at;
  for (let o = 0; o < m.outputs; o++) {
    let a0 = i32x4.splat(0);
    let a1 = i32x4.splat(0);
    let a2 = i32x4.splat(0);
    let a3 = i32x4.splat(0);
    for (let i: usize = 0; i < step; i += 32) {
      const bytes = v128.load(w);
      const v = i16x8.extend_low_i8x16_u(bytes);
      const u = i16x8.extend_high_i8x16_u(bytes);
      w += 16;
      a0 = i32x4.add(a0, i32x4.add(i32x4.dot_i16x8_s(v, v128.load(x0 + i)), i32x4.dot_i16x8_s(u, v128.load(x0 + i, 16))));
      a1 = i32x4.add(a1, i32x4.add(i32x4.dot_i16x8_s(v, v128.load(x1 + i)), i32x4.dot_i16x8_s(u, v128.load(x1 + i, 16))));
      a2 = i32x4.add(a2, i32x4.add(i32x4.dot_i16x8_s(v, v128.load(x2 + i)), i32x4.dot_i16x8_s(u, v128.load(x2 + i, 16))));
      a3 = i32x4.add(a3, i32x4.add(i32x4.dot_i16x8_s(v, v128.load(x3 + i)), i32x4.dot_i16x8_s(u, v128.load(x3 + i, 16))));
    }
    put(q, r, o, a0, m, bias, out);
    put(q, r + 1, o, a1, m, bias, out);
    put(q, r + 2, o, a2, m, bias, out);
    put(q, r + 3, o, a3, m, bias, out);
  }
}

function one(q: Quantised, r: i32, m: Matrix, bias: usize, out: usize): void {
  const step: usize = 2 * <usize>m.inputs;
  const x = q.at + <usize>r * step;
  let w = m.at;
  for (let o = 0; o < m.outputs; o++) {
    let a = i32x4.splat(0);
    for (let i: usize = 0; i < step; i += 32) {
      const bytes = v128.load(w);
      a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), v128.load(x + i)));
      a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), v128.load(x + i, 16)));
      w += 16;
    }
    put(q, r, o, a, m, bias, out);
  }
}

// @ts-ignore: decorator
@inline
function put(q: Quantised, r: i32, o: i32, a: v128, m: Matrix, bias: usize, out: usize): void {
  const dot = i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3);
  const sum = load<i32>(q.sum + 4 * <usize>r);
  let y = <f32>(<f64>dot - <f64>m.zero * <f64>sum) * m.scale * load<f32>(q.scale + 4 * <usize>r);
  if (bias) y += load<f32>(bias + 4 * <usize>o);
  store<f32>(out + 4 * <usize>(r * m.outputs + o), y);
}

/** A row of a matrix as floats. */
export function rowOf(m: Matrix, row: i32, to: usize): void {
  const at = m.at + <usize>(row * m.inputs);
  for (let i = 0; i < m.inputs; i++) store<f32>(to + 4 * <usize>i, m.scale * (<f32>load<u8>(at + <usize>i) - m.zero));
}

/** Each row less its mean, over its deviation, times the weight. */
export function normalise(x: usize, rows: i32, n: i32, weight: usize, out: usize): void {
  for (let r = 0; r < rows; r++) {
    const at: usize = x + 4 * <usize>(r * n);
    const to = out + 4 * <usize>(r * n);
    let mean: f32 = 0;
    for (let i = 0; i < n; i++) mean += load<f32>(at + 4 * <usize>i);
    mean /= <f32>n;
    let square: f32 = 0;
    for (let i = 0; i < n; i++) {
      const d = load<f32>(at + 4 * <usize>i) - mean;
      square += d * d;
    }
    const by: f32 = 1 / sqrt<f32>(square / <f32>n + 1e-5);
    for (let i = 0; i < n; i++) store<f32>(to + 4 * <usize>i, (load<f32>(at + 4 * <usize>i) - mean) * by * load<f32>(weight + 4 * <usize>i));
  }
}

/** x += y */
export function add(x: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(x + 4 * <usize>i, load<f32>(x + 4 * <usize>i) + load<f32>(y + 4 * <usize>i));
}

/** The Gaussian error linear unit, with the error function by Abramowitz and Stegun 7.1.26 (error below 1.5e-7). */
export function gelu(x: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const v = load<f32>(x + 4 * <usize>i);
    const z = abs<f32>(v) * 0.70710678;
    const t: f32 = 1 / (1 + 0.3275911 * z);
    const e: f32 = 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Mathf.exp(-z * z);
    store<f32>(x + 4 * <usize>i, 0.5 * v * (1 + (v < 0 ? -e : e)));
  }
}

/** log Σ eˣ; n is a multiple of 4. */
export function logSum(x: usize, n: i32): f32 {
  let peaks = v128.load(x);
  for (let i = 4; i < n; i += 4) peaks = f32x4.max(peaks, v128.load(x + 4 * <usize>i));
  const most = max(max(f32x4.extract_lane(peaks, 0), f32x4.extract_lane(peaks, 1)), max(f32x4.extract_lane(peaks, 2), f32x4.extract_lane(peaks, 3)));
  const top = f32x4.splat(most);
  let sums = f32x4.splat(0);
  for (let i = 0; i < n; i += 4) sums = f32x4.add(sums, exponentials(f32x4.sub(v128.load(x + 4 * <usize>i), top)));
  return most + Mathf.log(f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
}

// eˣ of four numbers of at most 0, to one part in 100,000: 2 to the whole part by
// the exponent's bits, 2 to the rest by the first terms of its series.
// @ts-ignore: decorator
@inline
function exponentials(x: v128): v128 {
  const y = f32x4.max(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(-100));
  const whole = f32x4.floor(y);
  const f = f32x4.sub(y, whole);
  let p = f32x4.add(f32x4.mul(f, f32x4.splat(0.00133335581)), f32x4.splat(0.00961812911));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.0555041087));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.240226507));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.69314718));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** log (eᵃ + eᵇ) */
export function logAdd(a: f32, b: f32): f32 {
  const most = max(a, b);
  const least = min(a, b);
  return least < most - 20 ? most : most + Mathf.log(1 + Mathf.exp(least - most));
}
