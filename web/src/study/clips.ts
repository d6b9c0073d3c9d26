// Clips by address, fetched and decoded once, the least lately used dropped.

const KEEP = 64;

export class Clips {
  private readonly loading = new Map<string, Promise<Float32Array>>();
  private readonly done = new Map<string, Float32Array>();
  private ahead: string[] = [];
  private fetching = false;

  constructor(private readonly load: (url: string) => Promise<Float32Array>) {}

  /** The samples, when they are here already. */
  ready(url: string): Float32Array | undefined {
    return this.done.get(url);
  }

  get(url: string): Promise<Float32Array> {
    const have = this.loading.get(url);
    if (have) {
      this.loading.delete(url);
      this.loading.set(url, have);
      return have;
    }
    const coming = this.load(url);
    this.loading.set(url, coming);
    coming.then(
      (samples) => this.loading.get(url) === coming && this.done.set(url, samples),
      // A clip that failed may be asked for again.
      () => this.loading.get(url) === coming && this.loading.delete(url),
    );
    for (const old of this.loading.keys()) {
      if (this.loading.size <= KEEP) break;
      this.loading.delete(old);
      this.done.delete(old);
    }
    return coming;
  }

  /**
   * Fetches what will be needed, one after the other, so that a voice that is
   * being rendered for now is not slowed by what is for later. A newer call
   * replaces what an older one still had to do.
   */
  preload(urls: string[]): void {
    this.ahead = urls.filter((u) => !this.loading.has(u));
    if (!this.fetching) void this.fetchAhead();
  }

  private async fetchAhead(): Promise<void> {
    this.fetching = true;
    for (let url = this.ahead.shift(); url !== undefined; url = this.ahead.shift()) {
      await this.get(url).catch(() => undefined);
    }
    this.fetching = false;
  }
}
