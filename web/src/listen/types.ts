// The requests to the recogniser and its events.

import type { Grammar, Phrase, PhraseClass } from "../api/types";

export type { Grammar, Phrase, PhraseClass };

export interface Timing {
  /** after so long without speech, the outcome is silence; never if 0 or left out */
  timeoutMs?: number;
  /** the timer does not run before startTimer, for example while a prompt plays */
  hold?: boolean;
  /** push-to-talk: speech does not count before begin or open */
  gated?: boolean;
  /** the outcome includes the sound of the utterance, for another recogniser */
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
  /** the decoded words */
  said: string;
  verdict: "sure" | "ask";
  /** 0 to 1: sure from 0.8, to be confirmed from 0.5 */
  confidence: number;
  /** score of the path minus that of a free phone loop, per spoken frame; see constants.json */
  score: number;
  /** score of the path minus that of the best phrase of another meaning, per spoken frame */
  margin: number;
  alternatives: Alternative[];
  /** how long the recogniser took */
  ms: number;
  /** how long the endpointer waited after the last voiced frame */
  wait_ms: number;
  /** 16 kHz mono, if Timing asked for it */
  pcm?: Float32Array;
}

export type ListenEvent =
  | Heard
  /** speech that is none of the phrases, or that is indistinguishable from noise */
  | { kind: "no_match"; score: number | null; ms: number; wait_ms: number; pcm?: Float32Array }
  /** no speech before the timeout */
  | { kind: "silence" }
  /** speech has started; this is the moment to cut a prompt */
  | { kind: "speech_start" }
  /** ten times a second while the microphone is open; dBFS and probability of a voice */
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
