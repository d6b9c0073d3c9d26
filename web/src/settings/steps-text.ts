// Delays as people write them, "1m 10m", and as the program keeps them, in seconds.

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400, j: 86400 };

/** The steps in seconds, null where the words are no steps that grow, from a second to a year. */
export function readSteps(words: string): number[] | null {
  const steps: number[] = [];
  for (const word of words.split(/[\s,;]+/).filter((w) => w !== "")) {
    const parts = /^(\d{1,8})(s|m|min|h|d|j)?$/i.exec(word);
    if (!parts) return null;
    const seconds = Number(parts[1]) * UNITS[(parts[2] ?? "m")[0]!.toLowerCase()]!;
    if (seconds < 1 || seconds > 366 * UNITS.d! || seconds <= (steps.at(-1) ?? 0)) return null;
    steps.push(seconds);
  }
  return steps.length > 20 ? null : steps;
}

/** Steps in words, with the letter that stands for a day. */
export const writeSteps = (steps: number[], day: string): string =>
  steps
    .map((n) => {
      const unit = (["d", "h", "m"] as const).find((u) => n % UNITS[u]! === 0) ?? "s";
      return n / UNITS[unit]! + (unit === "d" ? day : unit);
    })
    .join(" ");
