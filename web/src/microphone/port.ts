// What a session asks of the microphone, and the events it gets from it.

export type EarEvent =
  | { kind: "heard"; text: string; confidence: number; verdict: "sure" | "ask"; alternatives: string[] }
  | { kind: "no_match" }
  | { kind: "silence" }
  | { kind: "speech_start" }
  | { kind: "problem" };

export interface EarPort {
  /** whether the microphone is open and the recogniser loaded */
  readonly ready: boolean;
  /** hold: the timer waits for startTimer. gated: speech does not count before begin or open. */
  listen(grammar: unknown, timeoutMs: number, hold: boolean, gated?: boolean): void;
  /** Push-to-talk: all sound from begin to end is one utterance; open listens as usual. */
  begin(): void;
  end(): void;
  open(): void;
  startTimer(): void;
  cancel(): void;
}
