import type { ErrorKind } from "./types";

/** A failed call. The message is one plain sentence for the learner. */
export class APIError extends Error {
  constructor(
    readonly kind: ErrorKind | "offline",
    message: string,
  ) {
    super(message);
    this.name = "APIError";
  }
}

/** Reads `{"error":{"kind","message"}}`; from any other body, derives the error from the status. */
export function toError(body: unknown, status: number): APIError {
  const e = (body as { error?: { kind?: ErrorKind; message?: string } } | null)?.error;
  if (e?.message) return new APIError(e.kind ?? "internal", e.message);
  return new APIError("internal", `Carrel answered ${status} and gave no reason.`);
}
