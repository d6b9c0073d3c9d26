// Scripts of the recogniser's shared test vectors (internal/listen/testdata).

/** Frames of the same level and voice. */
export interface Run {
  frames: number;
  db: number;
  /** null: there is no voice model */
  voice: number | null;
}

/** Reads "frames x dB / voice" parts, and words that stand between them. */
export function read(script: string): (Run | string)[] {
  return script
    .split(" ")
    .filter(Boolean)
    .map((part) => {
      const found = /^(\d+)x(-?[\d.]+)\/(-?[\d.]+)$/.exec(part);
      if (!found) return part;
      const voice = Number(found[3]);
      return { frames: Number(found[1]), db: Number(found[2]), voice: voice < 0 ? null : voice };
    });
}

/** Whether two results are the same but for rounding. */
export function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
}

/** Sound computed from integers alone, as in internal/listen/enrolment_test.go. */
export function sung(kind: number, length: number): Float32Array {
  const triangle = (phase: number) => (phase % 4096 < 2048 ? (phase % 4096) - 1024 : 3071 - (phase % 4096));
  let [phase, second, lot] = [0, 0, kind * 7919 + 1];
  return Float32Array.from({ length }, (_, i) => {
    phase += 30 + kind * 11 + Math.floor((i * (kind % 3)) / 400);
    second += 170 + kind * 53 - Math.floor((i * (kind % 2)) / 300);
    lot = (Math.imul(lot, 1664525) + 1013904223) >>> 0;
    const noise = (lot >>> 24) - 128;
    return (i % 3200 > 2400 ? Math.trunc(noise / 8) : 3 * triangle(phase) + 2 * triangle(second) + noise) / 16384;
  });
}
