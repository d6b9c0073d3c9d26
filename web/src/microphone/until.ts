// Waiting that a signal can end.

/** Settles as the promise does, or rejects with the signal's reason if that aborts first. */
export function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const given = () => fail(signal.reason as Error);
    if (signal.aborted) given();
    signal.addEventListener("abort", given, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener("abort", given));
  });
}

/** Resolves after ms milliseconds, or rejects if the signal aborts first. */
export const wait = (ms: number, signal: AbortSignal) =>
  until(new Promise<void>((done) => window.setTimeout(done, ms)), signal);
