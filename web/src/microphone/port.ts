// What a session hears from the microphone, and what it asks of it.

export type EarEvent =
  | { kind: "heard"; text: string; confidence: number; verdict: "sure" | "ask"; alternatives: string[] }
  | { kind: "no_match" }
  | { kind: "silence" }
  | { kind: "speech_start" }
  | { kind: "problem" };

export interface EarPort {
  /** the microphone is open and the recogniser loaded */
  readonly ready: boolean;
  /** hold: the timer waits for startTimer; gated: nothing counts before begin or open */
  listen(grammar: unknown, timeoutMs: number, hold: boolean, gated?: boolean): void;
  /** Push-to-talk: between begin and end all is one utterance; open listens as usual. */
  begin(): void;
  end(): void;
  open(): void;
  startTimer(): void;
  cancel(): void;
}
