// Carries out the effects of a session and sends events back. The program makes all decisions about
// studying; the player plays sounds, waits and reports.
//
// A run is what one response of the program asks for: sounds, then perhaps listening. Its events
// (the sounds have ended, something was heard, time has passed) count only while it is the current
// run. So an event can never apply to the next card, in whatever order events arrive.

import type { Effect, ListenEffect, PlayEffect, SessionEvent, Turn, View } from "../api/types";
import type { EarEvent } from "../microphone/port";
import type { Item, PlayerPorts } from "./ports";

interface Run {
  play: PlayEffect | undefined;
  /** the position in the recording when speech cut it */
  cut: { at_ms?: number };
  listen: ListenEffect | undefined;
  /** whether its sounds have not ended yet */
  sounding: boolean;
  /** whether nothing is to be sent after its sounds */
  last: boolean;
}

/** commands that count whatever card the page showed when they were given */
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
  /** how push-to-talk was started, null if it is not on */
  private talking: "held" | "tap" | null = null;

  constructor(private readonly ports: PlayerPorts) {}

  /** Sends what the learner did. Holds the sound at once; it goes on if the event has no effect. */
  input(event: SessionEvent): Promise<void> {
    this.ports.sound.hold();
    const at = this.at();
    const seen = { card: this.view?.card?.id, inputs: this.inputs };
    const free =
      event.event === "start" ||
      (event.event === "command" && always.has(event.command)) ||
      (event.event === "button" && event.button === "playpause");
    return this.enqueue(() => {
      // The card has gone meanwhile: this is a second press for the same thing.
      if (!free && (seen.card !== this.view?.card?.id || seen.inputs !== this.inputs)) return null;
      return event.event === "start" ? event : { ...event, ...at, turn: free ? 0 : this.turn };
    }, true);
  }

  /** Reports that something else took the sound or gave it back. */
  notice(event: "interrupted" | "resumed"): Promise<void> {
    const at = this.at();
    if (event === "interrupted") {
      // Nothing may speak into a call, whatever the program answers.
      this.halt();
      this.ports.sound.stop();
    }
    return this.enqueue(() => ({ event, ...at }), false);
  }

  /** Takes a response that did not come from an event, such as that of GET api/session. */
  take(answer: Turn): void {
    this.apply(answer);
  }

  /** Takes an event of the recogniser. */
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
        // Without the microphone, the timeout still applies.
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
   * Starts push-to-talk: the speech until talkEnd is the answer; with a tap, the next utterance is.
   * Cuts a prompt or a question that plays.
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
      // The learner's turn starts at the end of the question.
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

  /** Ends a prompt early; its rest is never played. */
  private cut(run: Run): void {
    run.cut = this.at();
    run.sounding = false;
    this.ports.sound.idle(false);
  }

  /** Takes notice that the microphone was opened or closed during a run. */
  earsChanged(): void {
    const run = this.run;
    if (!run?.listen || (run.sounding && !run.listen.during)) return;
    if (this.hears(run)) this.listenNow(run);
    else if (!run.sounding) this.startTimer(run);
  }

  /** Stops everything; no more events are sent. */
  close(): void {
    this.open = false;
    this.halt();
    this.ports.sound.stop();
  }

  /** Sends an event once the earlier ones are answered; make returns null to send nothing. */
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
        if (byHand && answer.effects.length > 0) this.inputs++;
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

  /** Returns the position in a recording, in ms from the start of its section. */
  private at(): { at_ms?: number } {
    if (this.run && !this.run.sounding) return this.run.cut;
    const play = this.run?.play;
    const ms = play ? this.ports.sound.position() : null;
    return play && ms !== null ? { at_ms: Math.max(1, Math.round(ms - (play.from_ms ?? 0))) } : {};
  }

  private apply(answer: Turn): void {
    this.turn = answer.turn;
    this.view = answer.view;
    this.ports.show(answer.view, answer);
    const effects = answer.effects;
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

  /** Continues the sound that an input held, because the input had no effect. */
  private settle(): void {
    if (this.waiting === 0) this.ports.sound.release();
  }

  private begin(effects: Effect[]): void {
    const run: Run = {
      cut: {},
      play: effects.find((e): e is PlayEffect => e.effect === "play"),
      listen: effects.find((e): e is ListenEffect => e.effect === "listen"),
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

  /** Reports whether the microphone is open and the run asks for listening. */
  private hears(run: Run): boolean {
    return this.ports.ears.ready && Boolean(run.listen?.grammar);
  }

  private listenNow(run: Run): void {
    this.clearTimer();
    this.ports.ears.listen(run.listen!.grammar, run.listen!.timeout_ms ?? 0, run.sounding, this.ports.pushToTalk());
  }

  /** Starts the timeout of a run that does not listen. */
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
    if (e.effect === "say") for (const clip of e.clips) out.push({ kind: "clip", clip });
    if (e.effect === "play")
      out.push({ kind: "media", url: e.url, startMs: e.start_ms ?? 0, endMs: e.end_ms ?? 0, rate });
    if (e.effect === "earcon") out.push({ kind: "earcon", url: e.url });
  }
  return out;
}
