// Notices what stands still.

/** Calls back when a number has not changed for a while; begin and end say when that matters. */
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
    // In several steps, so that a computer that slept does not count as one long standstill.
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

/** What a promise gives, or an error when it takes longer than ms. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${ms / 1000} s`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
