// What the check of the microphone makes of what it measured. It promises
// little: a room that is noisier tomorrow needs another check.

/** One tenth of a second: dBFS, and how probable a voice is. */
export interface Level {
  db: number;
  voice: number;
}

/** What came of one phrase that was to be said. */
export type Try = "right" | "asked" | "other" | "missed";

export interface Measured {
  /** nobody speaks */
  quiet: Level[];
  /** while the phrases were said */
  spoken: Level[];
  /** while Carrel spoke through the loudspeaker; null: nothing could be played */
  played: Level[] | null;
  tries: Try[];
}

export interface Found {
  noiseDb: number;
  /** null: no voice was heard at all */
  speechDb: number | null;
  /** speech over noise, dB; 0 without speech */
  snrDb: number;
  right: number;
  /** what will work: spoken answers, commands only, or push-to-talk and buttons */
  works: "answers" | "commands" | "buttons";
  room: "quiet" | "noisy" | "loud";
  /** speech is clear of the noise, or too faint for the microphone */
  voice: "clear" | "faint" | "unheard";
  /** the microphone hears the loudspeaker */
  echo: "returns" | "none" | "unknown";
}

// The recogniser's own figures: from 20 dB a room counts as quiet for it, under
// 10 dB it mostly asks.
const CLEAR_DB = 20;
const LEAST_DB = 10;
const QUIET_ROOM_DB = -55;
const LOUD_ROOM_DB = -38;
const FAINT_DB = -48;
/** the loudspeaker raises the level by so much, more than a room's own ups and downs */
const ECHO_DB = 8;

export function weigh(m: Measured): Found {
  const noiseDb = median(m.quiet.map((l) => l.db));
  const voiced = m.spoken.filter((l) => l.voice >= 0.4 && l.db > noiseDb).map((l) => l.db);
  const speechDb = voiced.length < 3 ? null : loudest(voiced);
  const snrDb = speechDb === null ? 0 : speechDb - noiseDb;
  const right = m.tries.filter((t) => t === "right" || t === "asked").length;
  const acted = m.tries.filter((t) => t === "right").length;
  const other = m.tries.filter((t) => t === "other").length;
  const n = Math.max(1, m.tries.length);
  let works: Found["works"] = "buttons";
  if (right >= 0.8 * n && acted >= 0.6 * n && other === 0 && snrDb >= CLEAR_DB) works = "answers";
  else if (right >= 0.6 * n && other <= 1 && snrDb >= LEAST_DB) works = "commands";
  return {
    noiseDb,
    speechDb,
    snrDb,
    right,
    works,
    room: noiseDb <= QUIET_ROOM_DB ? "quiet" : noiseDb <= LOUD_ROOM_DB ? "noisy" : "loud",
    voice: speechDb === null ? "unheard" : speechDb < FAINT_DB || snrDb < LEAST_DB ? "faint" : "clear",
    echo:
      m.played === null || m.played.length < 3
        ? "unknown"
        : loudest(m.played.map((l) => l.db)) - loudest(m.quiet.map((l) => l.db)) >= ECHO_DB
          ? "returns"
          : "none",
  };
}

function median(xs: number[]): number {
  if (xs.length === 0) return -80;
  const s = [...xs].sort((a, b) => a - b);
  return s[s.length >> 1]!;
}

/** Mean of the loudest fifth. */
function loudest(xs: number[]): number {
  if (xs.length === 0) return -80;
  const top = [...xs].sort((a, b) => b - a).slice(0, Math.max(1, Math.floor(xs.length / 5)));
  return top.reduce((a, b) => a + b, 0) / top.length;
}
