// A cache of decoded clips by address. It drops the least recently used.

const KEEP = 64;

export class Clips {
  private readonly loading = new Map<string, Promise<Float32Array>>();
  private readonly done = new Map<string, Float32Array>();
  private ahead: string[] = [];
  private fetching = false;

  constructor(private readonly load: (url: string) => Promise<Float32Array>) {}

  /** Returns the samples if they are decoded already. */
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
      // After a failure, the next call fetches the clip again.
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
   * Fetches clips for later, one after another, so that they do not delay a clip that is being
   * rendered for now. A newer call replaces what is left of an older one.
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
