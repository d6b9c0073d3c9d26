// One switch: a press, two presses, a long press.

import type { TimerPort } from "./ports";

export const DOUBLE_MS = 380;
export const LONG_MS = 650;

export class PressReader {
  private down = false;
  private long = false;
  private timer = 0;
  private presses = 0;

  constructor(
    private readonly timers: TimerPort,
    private readonly tell: (button: "press" | "double" | "long") => void,
  ) {}

  press(): void {
    if (this.down) return; // a key that repeats
    this.down = true;
    this.long = false;
    this.clear();
    this.timer = this.timers.set(() => {
      this.timer = 0;
      this.long = true;
      this.presses = 0;
      this.tell("long");
    }, LONG_MS);
  }

  release(): void {
    if (!this.down) return;
    this.down = false;
    if (this.long) return;
    this.clear();
    this.presses++;
    if (this.presses === 2) {
      this.presses = 0;
      this.tell("double");
      return;
    }
    this.timer = this.timers.set(() => {
      this.timer = 0;
      this.presses = 0;
      this.tell("press");
    }, DOUBLE_MS);
  }

  /** The finger slid away: as if nothing had been. */
  cancel(): void {
    this.down = false;
    this.presses = 0;
    this.clear();
  }

  private clear(): void {
    if (this.timer) this.timers.clear(this.timer);
    this.timer = 0;
  }
}
