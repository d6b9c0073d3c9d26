// A single switch: tells a press, a double press and a long press apart.

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
    if (this.down) return; // the key repeats
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

  /** Ignores the current press, because the finger slid off. */
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
