// Learning steps: as text such as "1m 10m" for people, and in seconds for the program.

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400, j: 86400 };

/** Returns steps in seconds; null unless they grow and are between a second and a year. */
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

/** Returns steps as text; day is the letter for days. */
export const writeSteps = (steps: number[], day: string): string =>
  steps
    .map((n) => {
      const unit = (["d", "h", "m"] as const).find((u) => n % UNITS[u]! === 0) ?? "s";
      return n / UNITS[unit]! + (unit === "d" ? day : unit);
    })
    .join(" ");
