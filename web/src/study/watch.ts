// Detects a number that no longer changes, and a promise that takes too long.

/** Calls back if a number has not changed for a while between begin and end. */
export class Watch {
  private timer = 0;
  private last = 0;
  private still = 0;

  constructor(
    private readonly at: () => number,
    private readonly ms: number,
    private readonly stuck: () => void,
  ) {}

  begin(): void {
    this.end();
    this.last = this.at();
    this.still = 0;
    // Look in several steps, so that the sleep of a computer does not count as one long wait.
    this.timer = window.setInterval(() => this.look(), this.ms / 5);
  }

  end(): void {
    window.clearInterval(this.timer);
  }

  private look(): void {
    const now = this.at();
    this.still = now === this.last ? this.still + 1 : 0;
    this.last = now;
    if (this.still < 5) return;
    this.end();
    this.stuck();
  }
}

/** Settles as a promise does, or rejects after ms. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${ms / 1000} s`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
