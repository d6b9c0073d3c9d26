// Carries out a session's effects and sends what happens back. It holds no
// opinion on studying: the program decides, the player plays, waits and tells.
//
// A run is what one answer asked for: sounds, then perhaps listening. What a
// run brings about (its sounds ended, something was heard, time passed) counts
// only while that run is the current one; so an event can never land on the
// next card, whatever the order in which things arrive.

import type { Effect, SessionAnswer, SessionEvent, View } from "../api/types";
import type { EarEvent } from "../microphone/port";
import type { Item, PlayerPorts } from "./ports";

type Play = Extract<Effect, { effect: "play" }>;
type Listen = Extract<Effect, { effect: "listen" }>;

interface Run {
  play: Play | undefined;
  /** how far the recording was when a voice cut it */
  cut: { at_ms?: number };
  listen: Listen | undefined;
  /** sounds are still to end */
  sounding: boolean;
  /** after the sounds: nothing more is to be sent */
  last: boolean;
}

/** Commands that count whatever the page showed when they were given. */
const always = new Set(["pause", "resume", "stop", "undo", "repeat", "help", "wait", "slower", "faster"]);

export class Player {
  private turn = 0;
  private run: Run | null = null;
  private timer = 0;
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private inputs = 0;
  private view: View | null = null;
  private open = true;
  /** push-to-talk was asked for and has not ended */
  private talking: "held" | "tap" | null = null;

  constructor(private readonly ports: PlayerPorts) {}

  /** Sends what the learner did. What plays is held at once, and goes on if nothing comes of it. */
  input(event: SessionEvent): Promise<void> {
    this.ports.sound.hold();
    const at = this.at();
    const seen = { card: this.view?.card?.id, inputs: this.inputs };
    const free =
      event.event === "start" ||
      (event.event === "command" && always.has(event.command)) ||
      (event.event === "button" && event.button === "playpause");
    return this.enqueue(() => {
      // Given for a card that has gone meanwhile: a second press of the same wish.
      if (!free && (seen.card !== this.view?.card?.id || seen.inputs !== this.inputs)) return null;
      return event.event === "start" ? event : { ...event, ...at, turn: free ? 0 : this.turn };
    }, true);
  }

  /** Something else took the sound, or gave it back. */
  notice(event: "interrupted" | "resumed"): Promise<void> {
    const at = this.at();
    if (event === "interrupted") {
      // Nothing may speak into a call, whatever the program makes of it.
      this.halt();
      this.ports.sound.stop();
    }
    return this.enqueue(() => ({ event, ...at }), false);
  }

  /** Takes up an answer that came otherwise, such as that of GET api/session. */
  take(answer: SessionAnswer): void {
    this.apply(answer);
  }

  /** What the recogniser reports. */
  heard(e: EarEvent): void {
    const run = this.run;
    if (!run?.listen) return;
    switch (e.kind) {
      case "speech_start":
        this.clearTimer();
        if (run.sounding) {
          this.cut(run); // barge-in
          this.ports.ears.startTimer();
        }
        return;
      case "problem":
        // The microphone is gone; time still passes.
        if (!run.sounding) this.startTimer(run);
        return;
      case "silence":
        this.talking = null;
        void this.fromRun(run, { event: "silence" });
        return;
      case "no_match":
        this.talking = null;
        void this.fromRun(run, { event: "no_match", ...run.cut });
        return;
      case "heard":
        this.talking = null;
        void this.fromRun(run, {
          event: "heard",
          text: e.text,
          confidence: e.confidence,
          verdict: e.verdict,
          alternatives: e.alternatives,
          how: "voice",
          ...run.cut,
        });
        return;
    }
  }

  /**
   * Push-to-talk: what is said until talkEnd is the answer; by a tap, it is what
   * is said next. A prompt that sounds is cut, the question too.
   */
  talkBegin(tap = false): void {
    this.talking = tap ? "tap" : "held";
    this.talk();
  }

  talkEnd(): void {
    if (this.talking === "held") this.ports.ears.end();
    this.talking = null;
  }

  private talk(): void {
    const run = this.run;
    if (!run || !this.ports.ears.ready) return;
    if (!run.listen) {
      // The turn to answer comes with the end of the question.
      if (!run.sounding || this.view?.phase !== "asking") return;
      this.cut(run);
      void this.fromRun(run, { event: "clip_ended" });
      return;
    }
    if (!this.hears(run)) return;
    if (run.sounding) {
      this.cut(run);
      this.listenNow(run);
    }
    if (this.talking === "held") {
      this.ports.ears.begin();
      return;
    }
    this.talking = null;
    this.ports.ears.open();
  }

  /** Ends a prompt early; the rest of it is not played again. */
  private cut(run: Run): void {
    run.cut = this.at();
    run.sounding = false;
    this.ports.sound.idle(false);
  }

  /** The microphone was opened or closed in mid-run. */
  earsChanged(): void {
    const run = this.run;
    if (!run?.listen || (run.sounding && !run.listen.during)) return;
    if (this.hears(run)) this.listenNow(run);
    else if (!run.sounding) this.startTimer(run);
  }

  /** Stops everything; nothing is sent any more. */
  close(): void {
    this.open = false;
    this.halt();
    this.ports.sound.stop();
  }

  /** Sends once the earlier events are answered; make gives null when it no longer counts. */
  private enqueue(make: () => SessionEvent | null, byHand: boolean): Promise<void> {
    this.waiting++;
    const done = this.queue.then(async () => {
      const event = this.open ? make() : null;
      if (!event) {
        this.waiting--;
        this.settle();
        return;
      }
      try {
        const answer = await this.ports.send(event);
        this.waiting--;
        if (!this.open) return;
        if (byHand && (answer.effects?.length ?? 0) > 0) this.inputs++;
        this.apply(answer);
      } catch (e) {
        this.waiting--;
        if (this.open) this.ports.failed(e);
      }
    });
    this.queue = done;
    return done;
  }

  private fromRun(run: Run, event: SessionEvent): Promise<void> {
    return this.enqueue(() => (this.run === run ? { ...event, turn: this.turn } : null), false);
  }

  /** How far a recording is, in ms from its section's start. */
  private at(): { at_ms?: number } {
    if (this.run && !this.run.sounding) return this.run.cut;
    const play = this.run?.play;
    const ms = play ? this.ports.sound.position() : null;
    return play && ms !== null ? { at_ms: Math.max(1, Math.round(ms - (play.from_ms ?? 0))) } : {};
  }

  private apply(answer: SessionAnswer): void {
    this.turn = answer.turn;
    this.view = answer.view;
    this.ports.show(answer.view, answer);
    const effects = answer.effects ?? [];
    if (
      effects.some(
        (e) =>
          e.effect === "say" ||
          e.effect === "play" ||
          e.effect === "earcon" ||
          e.effect === "listen" ||
          e.effect === "finish",
      )
    ) {
      this.halt();
      this.begin(effects);
    } else if (answer.view === null) {
      this.halt();
      this.ports.sound.stop();
    } else {
      this.settle();
    }
    if (answer.preload?.length) this.ports.preload(answer.preload);
  }

  /** Nothing came of an input: what it held goes on. */
  private settle(): void {
    if (this.waiting === 0) this.ports.sound.release();
  }

  private begin(effects: Effect[]): void {
    const run: Run = {
      cut: {},
      play: effects.find((e): e is Play => e.effect === "play"),
      listen: effects.find((e): e is Listen => e.effect === "listen"),
      sounding: false,
      last: effects.some((e) => e.effect === "finish"),
    };
    this.run = run;
    const items = toItems(effects, this.view?.rate ?? 1);
    if (items.length === 0) {
      this.soundsEnded(run);
      if (this.talking && run.listen) this.talk();
      return;
    }
    run.sounding = true;
    this.ports.sound.play(items, {
      started: () => {
        if (this.run === run && run.listen?.during && this.hears(run)) this.listenNow(run);
      },
      ended: () => {
        if (this.run === run) this.soundsEnded(run);
      },
      unspoken: (text) => this.ports.unspoken(text),
      unheard: () => {
        if (this.run === run) this.ports.unheard();
      },
      played: () => {
        const at = this.at();
        if (this.run === run && this.waiting === 0 && at.at_ms) void this.fromRun(run, { event: "played", ...at });
      },
      unplayable: () => {
        if (this.run !== run) return;
        this.ports.unplayable();
        void this.notice("interrupted");
      },
    });
    if (this.talking && run.listen) this.talk();
  }

  private soundsEnded(run: Run): void {
    run.sounding = false;
    if (run.last) {
      this.ports.sound.stop();
      return;
    }
    this.ports.sound.idle(this.view?.phase === "paused");
    if (!run.listen) {
      void this.fromRun(run, { event: "clip_ended" });
      return;
    }
    if (!this.hears(run)) this.startTimer(run);
    else if (run.listen.during) this.ports.ears.startTimer();
    else this.listenNow(run);
  }

  /** Whether there is both a microphone and something to listen for. */
  private hears(run: Run): boolean {
    return this.ports.ears.ready && Boolean(run.listen?.grammar);
  }

  private listenNow(run: Run): void {
    this.clearTimer();
    this.ports.ears.listen(run.listen!.grammar, run.listen!.timeout_ms ?? 0, run.sounding, this.ports.pushToTalk());
  }

  /** Time alone, when nothing listens. */
  private startTimer(run: Run): void {
    this.clearTimer();
    const ms = run.listen?.timeout_ms ?? 0;
    if (ms <= 0) return;
    this.timer = this.ports.timer.set(() => {
      this.timer = 0;
      void this.fromRun(run, { event: "silence" });
    }, ms);
  }

  private clearTimer(): void {
    if (this.timer) this.ports.timer.clear(this.timer);
    this.timer = 0;
  }

  private halt(): void {
    this.run = null;
    this.clearTimer();
    this.ports.ears.cancel();
  }
}

function toItems(effects: Effect[], rate: number): Item[] {
  const out: Item[] = [];
  for (const e of effects) {
    if (e.effect === "say") for (const clip of e.clips ?? []) out.push({ kind: "clip", clip });
    if (e.effect === "play")
      out.push({ kind: "media", url: e.url, startMs: e.start_ms ?? 0, endMs: e.end_ms ?? 0, rate });
    if (e.effect === "earcon") out.push({ kind: "earcon", url: e.url });
  }
  return out;
}
