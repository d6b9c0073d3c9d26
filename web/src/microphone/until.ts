// Waiting that can be given up.

/** Settles as the promise does, unless what waits for it is given up before. */
export function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const given = () => fail(signal.reason as Error);
    if (signal.aborted) given();
    signal.addEventListener("abort", given, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener("abort", given));
  });
}

/** So many milliseconds, unless given up before. */
export const wait = (ms: number, signal: AbortSignal) =>
  until(new Promise<void>((done) => window.setTimeout(done, ms)), signal);
