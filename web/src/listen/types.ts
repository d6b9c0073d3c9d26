// What the page and the recogniser say to each other.

/** How a phrase is treated once it is heard. */
export type PhraseClass = "command" | "navigation" | "choice" | "answer" | "number";

export interface Phrase {
  /** words as spoken, lower case, separated by single spaces */
  say: string;
  /** the text reported when this phrase is heard */
  text: string;
  /** meaning: two phrases with one tag are ways of saying the same thing */
  tag: string;
  class: PhraseClass;
}

/** Made in Go (internal/listen.NewGrammar); the page only passes it on. */
export interface Grammar {
  lang: string;
  phrases: Phrase[];
  /** pronunciations, for the words that the dictionary lacks */
  words: Record<string, string[]>;
}

export interface Timing {
  /** no speech for so long is silence; 0 or left out: never */
  timeoutMs?: number;
  /** the timer stands until startTimer is called, as while a prompt plays */
  hold?: boolean;
  /** push-to-talk: nothing counts as speech before begin or open */
  gated?: boolean;
  /** the outcome brings the sound of the utterance along, for another recogniser */
  sound?: boolean;
}

export type Verdict = "sure" | "ask" | "refuse";

export interface Alternative {
  text: string;
  tag: string;
  confidence: number;
}

export interface Heard {
  kind: "heard";
  text: string;
  tag: string;
  class: PhraseClass;
  /** the words themselves, as decoded */
  said: string;
  verdict: "sure" | "ask";
  /** 0 to 1: from 0.8 sure, from 0.5 to be confirmed */
  confidence: number;
  /** path against a free phone loop, per spoken frame; see constants.json for what is sure */
  score: number;
  /** path against the best phrase of another meaning, per spoken frame */
  margin: number;
  alternatives: Alternative[];
  /** how long the recogniser worked on it */
  ms: number;
  /** how long the endpointer waited after the last voiced frame */
  wait_ms: number;
  /** 16 kHz mono, where Timing asked for it */
  pcm?: Float32Array;
}

export type ListenEvent =
  | Heard
  /** something was said that is none of the phrases, or cannot be told from noise */
  | { kind: "no_match"; score: number | null; ms: number; wait_ms: number; pcm?: Float32Array }
  /** nothing was said before the timeout */
  | { kind: "silence" }
  /** someone began to speak: the moment to cut a prompt */
  | { kind: "speech_start" }
  /** ten times a second while the microphone is on; dBFS and voice probability */
  | { kind: "level"; db: number; floor_db: number; voice: number }
  | { kind: "problem"; reason: ProblemReason; message: string };

export type ProblemReason =
  | "insecure"
  | "no_microphone"
  | "refused"
  | "busy"
  | "no_audio"
  | "unsupported"
  | "assets"
  | "internal";
