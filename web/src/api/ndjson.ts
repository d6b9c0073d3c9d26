/** Yields the values of a body of JSON lines as they arrive. */
export async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const parts = rest.split("\n");
    rest = parts.pop()!;
    for (const p of parts) if (p.trim()) yield JSON.parse(p);
    if (done) {
      if (rest.trim()) yield JSON.parse(rest);
      return;
    }
  }
}
