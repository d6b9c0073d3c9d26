// The program is sent as one gzip file, because few static hosts compress WebAssembly. It is
// stored uncompressed with the type of WebAssembly: a browser caches the compiled code only for a
// response that comes unchanged from its own stores, and that makes the next start short.

/** the content type of the stored program */
export const WASM = "application/wasm";

/** Returns a transform that reports how many bytes passed, about every 100 kB. */
export function counting(
  tell: (bytes: number) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let done = 0;
  let told = 0;
  return new TransformStream({
    transform(part, out) {
      done += part.length;
      if (done - told > 100_000) tell((told = done));
      out.enqueue(part);
    },
  });
}

/** Decompresses a stream if it is gzip. With some hosts, the browser has done so already. */
export async function plain(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const reader = stream.getReader();
  const first = await reader.read();
  const all = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(out) {
      if (first.value) out.enqueue(first.value);
    },
    async pull(out) {
      const next = await reader.read();
      if (next.done) out.close();
      else out.enqueue(next.value);
    },
    cancel: (why) => reader.cancel(why),
  });
  const zipped = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  return zipped ? all.pipeThrough(new DecompressionStream("gzip")) : all;
}
