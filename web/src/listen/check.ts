// The conclusions of the check of the microphone from its measurements. They are cautious, and a
// room that is noisier tomorrow needs another check.

/** A tenth of a second of sound: its level in dBFS and the probability of a voice. */
export interface Level {
  db: number;
  voice: number;
}

/** the outcome of one phrase that the learner was asked to say */
export type Try = "right" | "asked" | "other" | "missed";

export interface Measured {
  /** while nobody spoke */
  quiet: Level[];
  /** while the learner said the phrases */
  spoken: Level[];
  /** while Carrel spoke through the loudspeaker; null if nothing could be played */
  played: Level[] | null;
  tries: Try[];
}

export interface Found {
  noiseDb: number;
  /** null if no voice was heard */
  speechDb: number | null;
  /** level of speech over noise, dB; 0 without speech */
  snrDb: number;
  right: number;
  /** what will work: spoken answers, commands only, or push-to-talk and buttons */
  works: "answers" | "commands" | "buttons";
  room: "quiet" | "noisy" | "loud";
  /** whether speech is well above the noise, or too faint for the microphone */
  voice: "clear" | "faint" | "unheard";
  /** whether the microphone hears the loudspeaker */
  echo: "returns" | "none" | "unknown";
}

// The recogniser's own limits: from 20 dB, a room counts as quiet; under 10 dB, the recogniser
// mostly asks for confirmation.
const CLEAR_DB = 20;
const LEAST_DB = 10;
const QUIET_ROOM_DB = -55;
const LOUD_ROOM_DB = -38;
const FAINT_DB = -48;
/** a rise of the level by so much is the loudspeaker; the noise of a room changes less */
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

/** Returns the mean of the loudest fifth. */
function loudest(xs: number[]): number {
  if (xs.length === 0) return -80;
  const top = [...xs].sort((a, b) => b - a).slice(0, Math.max(1, Math.floor(xs.length / 5)));
  return top.reduce((a, b) => a + b, 0) / top.length;
}
