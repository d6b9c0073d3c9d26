// Finds where speech begins and ends, 10 ms at a time. internal/listen in Go
// holds the same rules; both read the same constants.

import constants from "../../../internal/listen/constants.json";

const k = constants.endpoint;

export type Turn = "start" | "pause" | "settle" | "resume" | "end" | null;

export class Endpointer {
  floorDb = k.floor_start_db;
  energyDb = k.floor_lowest_db;
  voice = 0;
  /** frames since the last voiced one */
  quiet = 0;
  voiced = 0;
  speaking = false;
  /** whether the short hangover is over */
  settled = false;
  /** whether the room has gone quiet since the last voice, or the voice has been away so long that it need not */
  hushed = false;
  private paused = false;
  /** frames since the last one over the noise floor */
  private low = 0;
  /** the same with more allowed: a noisy room, but no hiss of a word in a quiet one */
  private near = 0;
  private recent: boolean[] = [];
  private frames = 0;
  private learned = false;

  /** Forgets an utterance, keeps what is known of the noise. */
  reset(): void {
    this.speaking = this.paused = this.hushed = this.settled = false;
    this.quiet = this.low = this.near = this.voiced = this.frames = 0;
    this.recent = [];
  }

  /** Push-to-talk: the utterance begins now, whatever is heard. */
  begin(): void {
    this.reset();
    this.speaking = true;
  }

  /**
   * Takes one frame's energy and voice probability (null where there is no
   * voice model: then energy over the noise floor decides). "pause" comes when
   * it has just gone quiet, the moment to try a decode; "settle" after the
   * short hangover, unless both coincide; "resume" when speech goes on;
   * "end" after the long hangover.
   */
  frame(energyDb: number, voice: number | null): Turn {
    this.energyDb = energyDb;
    const over = energyDb - this.floorDb;
    this.voice = voice ?? (over >= k.energy_on_db ? 1 : over >= k.energy_off_db ? k.voice_off : 0);
    const audible = energyDb >= k.quietest_db;
    const on = audible && this.voice >= k.voice_on;
    const still = audible && this.voice >= k.voice_off;
    if (!still) this.learn(energyDb);
    return this.speaking ? this.during(still) : this.before(on);
  }

  private before(on: boolean): Turn {
    this.recent.push(on);
    if (this.recent.length > k.onset_window) this.recent.shift();
    const count = this.recent.filter(Boolean).length;
    if (count < k.onset_voiced) return null;
    this.speaking = true;
    this.paused = this.hushed = this.settled = false;
    this.quiet = this.low = this.near = 0;
    this.voiced = this.frames = count;
    return "start";
  }

  private during(still: boolean): Turn {
    this.frames++;
    if (still) {
      this.voiced++;
      this.quiet = this.low = this.near = 0;
      if (this.paused) {
        this.paused = this.hushed = this.settled = false;
        return "resume";
      }
    } else {
      this.quiet++;
    }
    // The hiss at the end of "yes" is no voice, but speech.
    this.low = this.energyDb >= this.floorDb + k.low_above_floor_db ? 0 : this.low + 1;
    this.near = this.energyDb >= this.floorDb + k.near_floor_db ? 0 : this.near + 1;
    if (this.frames >= k.longest_frames || this.quiet >= k.long_hangover_frames) return "end";
    const low = this.low >= k.pause_low_frames;
    const over = (low && this.quiet >= k.hangover_frames) || this.quiet >= k.voice_hangover_frames;
    const noisy = this.near >= k.pause_low_frames && this.quiet >= k.noisy_pause_frames;
    if (!this.paused && (over || noisy || (low && this.quiet >= k.pause_frames))) {
      this.paused = true;
      this.hushed = over || low;
      this.settled = over;
      return "pause";
    }
    this.hushed ||= this.paused && (over || low);
    if (this.paused && !this.settled && over) {
      this.settled = true;
      return "settle";
    }
    return null;
  }

  /** The floor falls fast and rises slowly, and only between voices. */
  private learn(energyDb: number): void {
    const e = Math.max(energyDb, k.floor_lowest_db);
    if (!this.learned) {
      this.learned = true;
      this.floorDb = e;
      return;
    }
    this.floorDb += (e - this.floorDb) * (e < this.floorDb ? k.floor_down : k.floor_up);
  }
}

export function energyDb(pcm: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < pcm.length; i++) sum += pcm[i]! * pcm[i]!;
  return 10 * Math.log10(sum / pcm.length + 1e-10);
}
