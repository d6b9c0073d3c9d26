// The interfaces that the player needs from the browser, so that tests need no browser.

import type { Clip, Turn, SessionEvent, View } from "../api/types";
import type { EarPort } from "../microphone/port";

/** one thing to play */
export type Item =
  | { kind: "clip"; clip: Clip }
  | { kind: "earcon"; url: string }
  | { kind: "media"; url: string; startMs: number; endMs: number; rate: number };

export interface SoundHooks {
  /** The first sound is heard. */
  started(): void;
  /** The last sound has ended. Not called if it was cut. */
  ended(): void;
  /** No voice here can say this text, so it should be announced. */
  unspoken(text: string): void;
  /** A sound could not be played. The turn continues after the time it takes to read the text. */
  unheard(): void;
  /** Called every few seconds while a recording plays. */
  played(): void;
  /** a recording cannot be played here */
  unplayable(): void;
}

export interface SoundPort {
  /** Returns the position in the recording's file in ms, or null if none plays. */
  position(): number | null;
  /** Plays items in order, in place of the current sound. */
  play(items: Item[], hooks: SoundHooks): void;
  /** Pauses the sound at once. */
  hold(): void;
  /** Continues a held sound. */
  release(): void;
  /** Drops the sound. */
  stop(): void;
  /** Drops the sound but keeps the media buttons: plays silence, or pauses until a button. */
  idle(paused: boolean): void;
}

export interface TimerPort {
  set(fn: () => void, ms: number): number;
  clear(id: number): void;
}

export interface PlayerPorts {
  send(event: SessionEvent): Promise<Turn>;
  sound: SoundPort;
  ears: EarPort;
  timer: TimerPort;
  /** Reports whether speech counts only with push-to-talk. */
  pushToTalk(): boolean;
  /** Shows a view; the response it came with has the text that will be spoken. */
  show(view: View | null, answer: Turn): void;
  preload(urls: string[]): void;
  /** Announces a text that no voice here could say. */
  unspoken(text: string): void;
  failed(error: unknown): void;
  /** A sound could not be played. */
  unheard(): void;
  /** a recording cannot be played here */
  unplayable(): void;
}
