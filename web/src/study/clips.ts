// Clips by address, fetched and decoded once, the least lately used dropped.

const KEEP = 64;

export class Clips {
  private readonly loading = new Map<string, Promise<Float32Array>>();
  private readonly done = new Map<string, Float32Array>();

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

  preload(urls: string[]): void {
    for (const url of urls) this.get(url).catch(() => undefined);
  }
}
