// Attention of several heads, and the turning of positions.

export const WIDTH = 288;
export const LAYERS = 6;
export const HIDDEN = 1152;
const HEADS = 8;
const HEAD = WIDTH / HEADS;
const TURNED = 32; // of a head's 36 numbers; they are turned in pairs of neighbours

/** Turns a row of queries or keys by its position. */
export function turn(x: usize, position: i32, frequencies: usize): void {
  for (let i = 0; i < TURNED / 2; i++) {
    const angle = <f32>position * load<f32>(frequencies + 4 * <usize>i);
    const c = Mathf.cos(angle);
    const s = Mathf.sin(angle);
    for (let h = 0; h < HEADS; h++) {
      const at: usize = x + 4 * <usize>(h * HEAD + 2 * i);
      const a = load<f32>(at);
      const b = load<f32>(at + 4);
      store<f32>(at, a * c - b * s);
      store<f32>(at + 4, b * c + a * s);
    }
  }
}

/** One row of queries against so many rows of keys and values; weights has room for a number each. */
export function attend(query: usize, keys: usize, values: usize, rows: i32, weights: usize, out: usize): void {
  const by: f32 = 1 / sqrt<f32>(<f32>HEAD);
  for (let h = 0; h < HEADS; h++) {
    const head: usize = 4 * <usize>(h * HEAD);
    let most: f32 = -Infinity;
    for (let r = 0; r < rows; r++) {
      const at = keys + 4 * <usize>(r * WIDTH) + head;
      let a = f32x4.splat(0);
      for (let i: usize = 0; i < 4 * HEAD; i += 16) a = f32x4.add(a, f32x4.mul(v128.load(query + head + i), v128.load(at + i)));
      const w = (f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3)) * by;
      store<f32>(weights + 4 * <usize>r, w);
      most = max(most, w);
    }
    let total: f32 = 0;
    for (let r = 0; r < rows; r++) {
      const e = Mathf.exp(load<f32>(weights + 4 * <usize>r) - most);
      store<f32>(weights + 4 * <usize>r, e);
      total += e;
    }
    for (let i: usize = 0; i < 4 * HEAD; i += 16) {
      let a = f32x4.splat(0);
      for (let r = 0; r < rows; r++) {
        a = f32x4.add(a, f32x4.mul(f32x4.splat(load<f32>(weights + 4 * <usize>r)), v128.load(values + 4 * <usize>(r * WIDTH) + head + i)));
      }
      v128.store(out + head + i, f32x4.mul(a, f32x4.splat(1 / total)));
    }
  }
}
