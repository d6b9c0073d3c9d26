// What the player needs from the browser, so that it can be tested without one.

import type { Clip, SessionAnswer, SessionEvent, View } from "../api/types";
import type { EarPort } from "../microphone/port";

/** One thing to play, in order. */
export type Item =
  | { kind: "clip"; clip: Clip }
  | { kind: "earcon"; url: string }
  | { kind: "media"; url: string; startMs: number; endMs: number; rate: number };

export interface SoundHooks {
  /** the first sound is heard */
  started(): void;
  /** the last sound has ended; not called when it was cut */
  ended(): void;
  /** a text that no voice here can say, so that it may be announced */
  unspoken(text: string): void;
  /** a sound could not be heard; the turn goes on after a time to read it */
  unheard(): void;
  /** a recording plays on: called every few seconds */
  played(): void;
  /** a recording cannot be played here */
  unplayable(): void;
}

export interface SoundPort {
  /** ms into the recording's file, null when none plays */
  position(): number | null;
  /** Plays items in order, in place of whatever plays. */
  play(items: Item[], hooks: SoundHooks): void;
  /** Holds what plays, at once. */
  hold(): void;
  /** Goes on with what was held. */
  release(): void;
  /** Drops what plays. */
  stop(): void;
  /** Drops what plays and keeps the media buttons: silence, or a pause that a button may end. */
  idle(paused: boolean): void;
}

export interface TimerPort {
  set(fn: () => void, ms: number): number;
  clear(id: number): void;
}

export interface PlayerPorts {
  send(event: SessionEvent): Promise<SessionAnswer>;
  sound: SoundPort;
  ears: EarPort;
  timer: TimerPort;
  /** Whether only what is said on request counts. */
  pushToTalk(): boolean;
  /** Shows a view; the answer it came with tells what will be spoken. */
  show(view: View | null, answer: SessionAnswer): void;
  preload(urls: string[]): void;
  /** A text that no voice here could say. */
  unspoken(text: string): void;
  failed(error: unknown): void;
  /** a sound could not be heard */
  unheard(): void;
  /** a recording cannot be played here */
  unplayable(): void;
}
