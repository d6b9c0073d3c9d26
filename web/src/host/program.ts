// The program as it is sent: one gzip file, since few static hosts compress
// WebAssembly. Kept, it is plain, under a type by which the browser knows it:
// only what comes straight from its own stores does a browser remember in
// machine code, and that is what makes the next start short.

/** The type of the program as it is kept. */
export const WASM = "application/wasm";

/** Tells how many bytes went through, about every 100 kB. */
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

/** Unpacks a stream that is gzip; some hosts have told the browser to do so already. */
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
