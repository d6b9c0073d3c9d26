// Starts an Emscripten module from its bytes, without glue code, fetch or a file system. The two
// modules that listening uses need only these few functions of the C library.

export interface ExportMap {
  package: string;
  version: string;
  sha256: string;
  memory: string;
  init: string;
  exports: Record<string, string>;
  imports: Record<string, string>;
}

type Fn = (...args: number[]) => number;

export class CModule {
  private constructor(
    private readonly instance: WebAssembly.Instance,
    private readonly map: ExportMap,
    private readonly memory: WebAssembly.Memory,
  ) {}

  static async start(wasm: BufferSource, map: ExportMap, log: (line: string) => void = () => {}): Promise<CModule> {
    // The imports use the memory that instantiating the module returns.
    const box: { memory?: WebAssembly.Memory } = {};
    const imports: WebAssembly.ModuleImports = {};
    const calls = libc(box, log);
    for (const [short, name] of Object.entries(map.imports)) {
      imports[short] = calls[name] ?? (() => -52);
    }
    const { instance } = await WebAssembly.instantiate(wasm, { a: imports });
    box.memory = instance.exports[map.memory] as WebAssembly.Memory;
    (instance.exports[map.init] as () => void)();
    return new CModule(instance, map, box.memory);
  }

  /** Calls a C function by name. */
  call(name: string, ...args: number[]): number {
    const short = this.map.exports[name];
    if (short === undefined) throw new Error(`${this.map.package} has no function ${name}`);
    return (this.instance.exports[short] as Fn)(...args);
  }

  /** Returns a view of the memory. Growing moves the memory, so get a new view after every call. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }

  get floats(): Float32Array {
    return new Float32Array(this.memory.buffer);
  }

  int32(addr: number): number {
    return new DataView(this.memory.buffer).getInt32(addr, true);
  }

  malloc(size: number): number {
    const addr = this.call("malloc", size);
    if (addr === 0) throw new Error("the recogniser is out of memory");
    return addr;
  }

  free(addr: number): void {
    this.call("free", addr);
  }

  /** Copies bytes into the memory, followed by a zero. The caller frees them. */
  put(bytes: Uint8Array): number {
    const addr = this.malloc(bytes.length + 1);
    const mem = this.bytes;
    mem.set(bytes, addr);
    mem[addr + bytes.length] = 0;
    return addr;
  }

  /** Calls fn with the address of text in C's memory. */
  withString<T>(text: string, fn: (addr: number) => T): T {
    const addr = this.put(new TextEncoder().encode(text));
    try {
      return fn(addr);
    } finally {
      this.free(addr);
    }
  }

  string(addr: number): string {
    if (addr === 0) return "";
    const mem = this.bytes;
    return new TextDecoder().decode(mem.slice(addr, mem.indexOf(0, addr)));
  }
}

function libc(
  box: { memory?: WebAssembly.Memory },
  log: (line: string) => void,
): Record<string, (...a: number[]) => number> {
  const mem = () => box.memory!;
  const view = () => new DataView(mem().buffer);
  let line = "";
  return {
    _exit(code) {
      throw new Error(`the recogniser stopped with code ${code}`);
    },
    _fd_close: () => 52,
    _fd_read: () => 52,
    _fd_seek: () => 70,
    _fd_write(_fd, iov, count, written) {
      let n = 0;
      for (let i = 0; i < count!; i++) {
        const at = view().getUint32(iov! + 8 * i, true);
        const len = view().getUint32(iov! + 8 * i + 4, true);
        line += new TextDecoder().decode(new Uint8Array(mem().buffer).slice(at, at + len));
        n += len;
      }
      const lines = line.split("\n");
      line = lines.pop()!;
      lines.forEach(log);
      view().setUint32(written!, n, true);
      return 0;
    },
    ___syscall_fcntl64: () => 0,
    ___syscall_fstat64: () => 0,
    ___syscall_ioctl: () => 0,
    ___syscall_newfstatat: () => -44,
    ___syscall_openat: () => -44,
    ___syscall_stat64: () => -44,
    __mmap_js: () => -52,
    __munmap_js: () => 0,
    // The result of the recogniser does not depend on the time.
    _emscripten_date_now: () => 0,
    _emscripten_get_heap_max: () => 2147483648,
    _emscripten_memcpy_big(dest, src, num) {
      new Uint8Array(mem().buffer).copyWithin(dest!, src!, src! + num!);
      return 0;
    },
    _emscripten_resize_heap(size) {
      const have = mem().buffer.byteLength;
      const want = Math.max(size! >>> 0, Math.floor(have * 1.2));
      try {
        mem().grow((want - have + 65535) >>> 16);
        return 1;
      } catch {
        return 0;
      }
    },
    _environ_get: () => 0,
    _environ_sizes_get(count, size) {
      view().setUint32(count!, 0, true);
      view().setUint32(size!, 0, true);
      return 0;
    },
  };
}
