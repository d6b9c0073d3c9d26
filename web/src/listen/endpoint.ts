// Finds where speech begins and ends, in steps of 10 ms. internal/listen in Go has the same rules,
// and both read the same constants.

import constants from "../../../internal/listen/constants.json";

const k = constants.endpoint;

export type Turn = "start" | "pause" | "settle" | "resume" | "end" | null;

export class Endpointer {
  floorDb = k.floor_start_db;
  energyDb = k.floor_lowest_db;
  voice = 0;
  /** frames since the last voiced frame */
  quiet = 0;
  voiced = 0;
  speaking = false;
  /** whether the short hangover is over */
  settled = false;
  /** whether the room has become quiet since the last voice, or the voice ended long enough ago */
  hushed = false;
  private paused = false;
  /** frames since the last frame above the noise floor */
  private low = 0;
  /** the same with a higher limit: a noisy room stays under it, the hiss of a word does not */
  private near = 0;
  private recent: boolean[] = [];
  private frames = 0;
  private learned = false;

  /** Forgets the utterance but keeps the estimate of the noise. */
  reset(): void {
    this.speaking = this.paused = this.hushed = this.settled = false;
    this.quiet = this.low = this.near = this.voiced = this.frames = 0;
    this.recent = [];
  }

  /** Push-to-talk: starts the utterance now, whatever the sound is. */
  begin(): void {
    this.reset();
    this.speaking = true;
  }

  /**
   * Takes the energy and voice probability of one frame. Without a voice model, the probability is
   * null and the energy over the noise floor decides. Returns "pause" when speech has just stopped,
   * which is the moment to try a decode; "settle" after the short hangover, unless both coincide;
   * "resume" when speech goes on; "end" after the long hangover.
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
    // The hiss at the end of "yes" is not voiced, but it is speech.
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

  /** Updates the noise floor between voices. It falls fast and rises slowly. */
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
