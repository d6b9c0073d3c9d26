// The whole chain from 16 kHz samples to events, without a browser: voice activity, utterance,
// denoising, trimming, reading. It measures time in samples, so that a recording gives the same
// events at any speed.

import constants from "../../../internal/listen/constants.json";
import { Endpointer, energyDb } from "./endpoint";
import type { Enrolment } from "./enrolment";
import { NOTHING, type Interpreter, type Reading } from "./interpret";
import { DELAY, FRAME, type RNNoise } from "./rnnoise";
import { trim, type Frame } from "./segment";
import type { Grammar, ListenEvent, Timing } from "./types";
import { doubted } from "./verdict";

const k = constants.endpoint;
const MS_PER_FRAME = (1000 * FRAME) / constants.rate;

interface Attempt {
  reading: Reading;
  ms: number;
  pcm: Float32Array;
  /** whether it came before the room was quiet, so that the end of a word may be missing */
  early: boolean;
}

export class Recogniser {
  /** the learner's templates, which revise every reading */
  enrolment: Enrolment | null = null;
  private grammar: Grammar | null = null;
  private readonly ends = new Endpointer();
  private pending = new Float32Array(0);
  private frames: Frame[] = [];
  private listening = false;
  private timeout = 0;
  private holding = false;
  private waited = 0;
  private held = false;
  private gated = false;
  private tried: Attempt | null = null;
  private sound = false;
  private sinceLevel = 0;
  /** whether speech was cut off for its length and has not paused since */
  private running = false;
  /** frames since the last voiced frame */
  private calm = 0;
  private heard = 0;
  /** where the last rejected or doubtful utterance ended, in frames; whether this one follows it */
  private unsure = -k.apart_frames;
  private closely = false;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly noise: RNNoise | null,
    private readonly emit: (event: ListenEvent) => void,
    private readonly now: () => number,
  ) {}

  /** Starts to listen for the grammar's phrases; returns those without a pronunciation. */
  listen(grammar: Grammar, timing: Timing): string[] {
    this.cancel();
    const left = this.interpreter.prepare(grammar);
    this.grammar = grammar;
    this.timeout = timing.timeoutMs ?? 0;
    this.holding = timing.hold ?? false;
    this.sound = timing.sound ?? false;
    this.gated = timing.gated ?? false;
    this.listening = true;
    return left;
  }

  /** Starts the whole timeout now, for example when a prompt has ended. */
  startTimer(): void {
    this.waited = 0;
    this.holding = false;
  }

  cancel(): void {
    this.listening = false;
    this.held = false;
    this.tried = null;
    this.waited = 0;
    this.frames = [];
    this.ends.reset();
  }

  /** Push-to-talk is pressed: starts the utterance. */
  begin(): void {
    if (!this.listening) return;
    this.held = true;
    this.running = this.closely = false;
    this.tried = null;
    this.frames = this.frames.slice(-k.preroll_frames);
    this.ends.begin();
    this.emit({ kind: "speech_start" });
  }

  /** Push-to-talk is released: ends the utterance. */
  end(): void {
    if (!this.listening || !this.held) return;
    this.finish(this.attempt());
  }

  /** Push-to-talk by a tap: listens as usual from now on, with the whole timeout. */
  open(): void {
    if (!this.listening) return;
    this.gated = false;
    this.startTimer();
  }

  push(pcm: Float32Array): void {
    const all = new Float32Array(this.pending.length + pcm.length);
    all.set(this.pending);
    all.set(pcm, this.pending.length);
    let at = 0;
    for (; at + FRAME <= all.length; at += FRAME) this.frame(all.slice(at, at + FRAME));
    this.pending = all.slice(at);
  }

  /** Reads an unfinished utterance at the end of the sound. */
  flush(): void {
    const rest = new Float32Array(FRAME);
    for (let i = 0; this.listening && i < Math.ceil(DELAY / FRAME) + k.long_hangover_frames; i++) this.frame(rest);
  }

  private frame(pcm: Float32Array): void {
    this.heard++;
    let frame: Frame = { original: pcm, cleaned: null, db: 0, voice: 0 };
    let voice: number | null = null;
    if (this.noise) {
      frame = { ...frame, original: new Float32Array(FRAME), cleaned: new Float32Array(FRAME) };
      voice = this.noise.frame(pcm, frame.cleaned!, frame.original);
    }
    frame.db = energyDb(frame.original);
    const turn = this.ends.frame(frame.db, voice);
    frame.voice = this.ends.voice;
    this.level();
    this.frames.push(frame);
    this.calmness();
    if (!this.listening) {
      this.frames = [];
      this.ends.reset();
      return;
    }
    if (this.held) {
      if (this.frames.length >= k.longest_frames) this.end();
      return;
    }
    if (this.running || this.gated) this.ends.reset();
    if (!this.ends.speaking) {
      this.frames = this.frames.slice(-(k.preroll_frames + k.onset_window));
      this.silence();
      return;
    }
    switch (turn) {
      case "start":
        this.tried = null;
        this.closely = this.heard - this.unsure < k.apart_frames;
        this.emit({ kind: "speech_start" });
        break;
      case "resume":
        this.tried = null;
        break;
      case "pause":
        if (this.frames.length > k.early_frames) break;
        this.tried = this.attempt();
        this.finishIfSettled(this.tried);
        break;
      case "settle":
      case null:
        if (!this.tried) break;
        if (this.again(this.tried)) this.tried = this.attempt();
        this.finishIfSettled(this.tried);
        break;
      case "end": {
        const tried = this.tried && !this.again(this.tried) ? this.tried : this.attempt();
        this.running = this.ends.quiet < k.long_hangover_frames;
        this.finish(tried);
        break;
      }
    }
  }

  /** Counts frames without a voice. Enough of them end speech that was cut off. */
  private calmness(): void {
    const still = this.ends.voice >= k.voice_off && this.ends.energyDb >= k.quietest_db;
    this.calm = still ? 0 : this.calm + 1;
    if (this.calm >= k.long_hangover_frames) this.running = false;
  }

  private attempt(): Attempt {
    const start = this.now();
    const utterance = trim(this.frames, this.ends.floorDb);
    const { pcm } = utterance;
    // Speech longer than the longest phrase is not a phrase, and reading it would take seconds.
    let reading = NOTHING;
    if (this.interpreter.mayHold(this.ends.voiced)) {
      reading = this.interpreter.read(utterance);
      if (this.enrolment && this.grammar) reading = this.enrolment.weigh(reading, this.grammar, pcm);
    }
    if (this.closely) reading = doubted(reading);
    return { reading, ms: this.now() - start, pcm, early: !this.ends.hushed };
  }

  /** Reports whether a doubtful early reading must be read again with the end of the utterance. */
  private again(tried: Attempt): boolean {
    return tried.early && this.ends.hushed && tried.reading.verdict !== "sure";
  }

  /**
   * Finishes before the long hangover only if a phrase was understood and no longer phrase can
   * follow. A phrase that needs confirmation waits longer than a sure one.
   */
  private finishIfSettled(tried: Attempt): void {
    if (!this.ends.hushed) return;
    const more = this.interpreter.mayGoOn(tried.reading);
    switch (tried.reading.verdict) {
      case "sure":
        if (more === null || (more === "same" && this.ends.settled)) this.finish(tried);
        break;
      case "ask":
        if (more !== "other" && this.ends.quiet >= k.doubt_hangover_frames) this.finish(tried);
    }
  }

  private finish({ reading, ms, pcm }: Attempt): void {
    const wait_ms = this.ends.quiet * MS_PER_FRAME;
    const enough = this.ends.voiced >= k.fewest_voiced;
    if (!enough && !this.held) {
      // It was a click or a cough: go on waiting.
      this.frames = [];
      this.ends.reset();
      return;
    }
    const ended = this.heard - this.ends.quiet;
    this.cancel();
    const sound = this.sound ? { pcm } : {};
    const { phrase, verdict } = reading;
    if (verdict !== "sure") this.unsure = ended;
    if (!phrase || verdict === "refuse") {
      this.emit({ kind: "no_match", score: phrase ? reading.score : null, ms, wait_ms, ...sound });
      return;
    }
    const { said, confidence, score, margin, alternatives } = reading;
    this.emit({
      kind: "heard",
      text: phrase.text,
      tag: phrase.tag,
      class: phrase.class,
      said,
      verdict,
      confidence,
      score,
      margin,
      alternatives,
      ms,
      wait_ms,
      ...sound,
    });
  }

  private silence(): void {
    if (this.holding || this.timeout <= 0) return;
    this.waited += MS_PER_FRAME;
    if (this.waited < this.timeout) return;
    this.cancel();
    this.emit({ kind: "silence" });
  }

  private level(): void {
    if (++this.sinceLevel < 10) return;
    this.sinceLevel = 0;
    this.emit({ kind: "level", db: this.ends.energyDb, floor_db: this.ends.floorDb, voice: this.ends.voice });
  }
}
