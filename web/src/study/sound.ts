// Plays the sounds of a run through one audio element, because media buttons, lock screens and
// calls act on an element and not on Web Audio. Between sounds it plays silence, so that the
// buttons keep working. A second element always plays silence: while the first one changes its
// source, the browser would have no player for a moment, and the press of a button would be lost.

import type { Clips } from "./clips";
import { say, type Spoken } from "./local-voice";
import { join, wav, type Piece } from "./pcm";
import { piece, pieceNow, readingMs, textOf, type Short } from "./pieces";
import type { Item, SoundHooks, SoundPort } from "./ports";
import { Watch } from "./watch";

const TAIL_MS = 12000;
/** how often the position in a recording is reported */
const TELL_MS = 4000;
/** a sound that has not advanced for so long is stuck */
const STUCK_MS = 5000;

export interface SoundOptions {
  clips: Clips;
  /** Returns an address of a recording that the audio element can play. */
  address(url: string): Promise<string>;
  /** Something other than Carrel has paused the element; givenBack: has started it again. */
  taken(): void;
  givenBack(): void;
  /** The browser plays nothing before a press. */
  blocked(): void;
}

interface Playing {
  hooks: SoundHooks;
  started: boolean;
  held: boolean;
  /** where the sounds end, in seconds of the element's sound; 0 while none plays */
  end: number;
  next: (() => void) | null;
  spoken: Spoken | null;
  /** what to do on release, if it was held between two sounds */
  onRelease: (() => void) | null;
  /** whether the element plays a recording */
  media: boolean;
  /** ms to read the text, in case the sound cannot be played */
  reading: number;
}

export class Sound implements SoundPort {
  readonly element = new Audio();
  private readonly keeper = new Audio();
  private now: Playing | null = null;
  private want = false;
  private timer = 0;
  private url = "";
  private silence = "";
  /** the last recording; its address may be a copy in memory */
  private recording = { url: "", address: "" };
  private told = 0;
  /** counts requests to the element, so that the outcome of an older one can be ignored */
  private wishes = 0;
  private readonly watch = new Watch(
    () => this.element.currentTime,
    STUCK_MS,
    () => this.fail(`nothing moved for ${STUCK_MS / 1000} s`),
  );

  constructor(private readonly o: SoundOptions) {
    const e = this.element;
    e.preload = "auto";
    this.keeper.loop = true;
    e.addEventListener("playing", () => this.arm());
    e.addEventListener("timeupdate", () => this.check());
    e.addEventListener("ended", () => {
      this.check(true);
      if (this.want && e.ended) this.loopSilence();
    });
    e.addEventListener("pause", () => {
      // The event comes late. The element may play again by then.
      if (!this.want || e.ended || !e.paused) return;
      this.want = false;
      this.o.taken();
    });
    e.addEventListener("play", () => {
      if (!this.want) this.o.givenBack();
    });
  }

  play(items: Item[], hooks: SoundHooks): void {
    this.drop();
    const p: Playing = {
      hooks,
      started: false,
      held: false,
      end: 0,
      next: null,
      spoken: null,
      onRelease: null,
      media: false,
      reading: 0,
    };
    this.now = p;
    void this.perform(p, items);
  }

  hold(): void {
    const p = this.now;
    if (!p || p.held) return;
    p.held = true;
    p.spoken?.pause();
    window.clearTimeout(this.timer);
    this.pause();
  }

  release(): void {
    const p = this.now;
    if (!p?.held) return;
    p.held = false;
    p.spoken?.resume();
    const go = p.onRelease;
    p.onRelease = null;
    if (go) go();
    else if (p.end > 0) this.go();
  }

  stop(): void {
    this.drop();
    this.rest();
  }

  idle(paused: boolean): void {
    const inTail = this.now?.end && !this.now.media && this.element.currentTime >= this.now.end - 0.05;
    this.drop();
    if (paused) {
      this.rest();
      return;
    }
    // The silence after the last sound continues; anything else is replaced by silence.
    if (!inTail || !this.want) this.loopSilence();
  }

  private drop(): void {
    window.clearTimeout(this.timer);
    this.watch.end();
    this.now?.spoken?.cancel();
    this.now = null;
  }

  private async perform(p: Playing, items: Item[]): Promise<void> {
    for (let i = 0; i < items.length; ) {
      const item = items[i]!;
      if (item.kind === "media") {
        await this.record(p, item);
        if (this.now !== p) return;
        i++;
        continue;
      }
      const first = await piece(this.o.clips, item);
      if (this.now !== p) return;
      if (first === null) {
        await this.unvoiced(p, item);
        if (this.now !== p) return;
        i++;
        continue;
      }
      // Join the pieces that are ready; the others are fetched while these play.
      const pieces: Piece[] = [first];
      const from = i;
      for (i++; i < items.length; i++) {
        const following = items[i]!;
        if (following.kind === "media") break; // it is played from its own file
        const more = pieceNow(this.o.clips, following);
        if (!more) break;
        pieces.push(more);
      }
      for (const later of items.slice(i)) if (later.kind !== "media") void piece(this.o.clips, later);
      await this.playOut(p, pieces, items.slice(from, i).map(textOf).join(" "));
      if (this.now !== p) return;
    }
    if (!p.started) {
      p.started = true;
      p.hooks.started();
    }
    if (this.now === p) p.hooks.ended();
  }

  position(): number | null {
    const p = this.now;
    return p?.media && p.next ? this.element.currentTime * 1000 : null;
  }

  /** Plays a part of a recording from its own file, which may be hours long. */
  private async record(p: Playing, item: Extract<Item, { kind: "media" }>): Promise<void> {
    let address = this.recording.address;
    if (this.recording.url !== item.url) {
      try {
        address = await this.o.address(item.url);
      } catch {
        if (this.now === p) p.hooks.unplayable();
        return new Promise(() => undefined); // the session decides what to do next
      }
      if (this.recording.address.startsWith("blob:")) URL.revokeObjectURL(this.recording.address);
      this.recording = { url: item.url, address };
    }
    if (this.now !== p) return;
    const e = this.element;
    await new Promise<void>((resolve) => {
      const start = () => {
        this.want = false; // the pause event of this change does not count
        p.media = true;
        this.told = Date.now();
        e.loop = false;
        e.src = address;
        e.defaultPlaybackRate = e.playbackRate = item.rate;
        const stay = () => this.now === p && p.media;
        e.onerror = () => stay() && p.hooks.unplayable();
        e.onloadedmetadata = () => {
          if (!stay() || p.next) return;
          const length = Number.isFinite(e.duration) ? e.duration : Infinity;
          p.end = Math.min(item.endMs > 0 ? item.endMs / 1000 : Infinity, length);
          p.next = () => {
            p.next = null;
            this.watch.end();
            p.media = false;
            p.end = 0;
            this.loopSilence();
            resolve();
          };
          if (item.startMs > 0) e.currentTime = Math.min(item.startMs / 1000, p.end);
          if (!p.held) this.go();
        };
      };
      if (p.held) p.onRelease = start;
      else start();
    });
  }

  private playOut(p: Playing, pieces: Piece[], text: string): Promise<void> {
    return new Promise((resolve) => {
      const start = () => {
        const { samples, seconds } = join(pieces, TAIL_MS);
        p.end = Math.max(seconds, 0.001);
        p.next = () => {
          p.next = null;
          this.watch.end();
          resolve();
        };
        p.reading = readingMs(text);
        this.load(URL.createObjectURL(wav(samples)), false);
        this.go();
      };
      if (p.held) p.onRelease = start;
      else start();
    });
  }

  /** Says a text with a voice of this device, or waits for the time it takes to read it. */
  private unvoiced(p: Playing, item: Short): Promise<void> {
    const clip = item.kind === "clip" ? item.clip : {};
    const text = clip.text ?? "";
    return new Promise((resolve) => {
      const start = () => {
        this.loopSilence();
        this.hasStarted(p);
        p.end = 0;
        p.spoken = say(text, clip.lang ?? "");
        if (p.spoken) {
          void p.spoken.done.then(() => {
            p.spoken = null;
            resolve();
          });
          return;
        }
        p.hooks.unspoken(text);
        const read = () => {
          p.onRelease = read; // held while it is read: its whole time again
          this.timer = window.setTimeout(() => {
            p.onRelease = null;
            resolve();
          }, readingMs(text));
        };
        read();
      };
      if (p.held) p.onRelease = start;
      else start();
    });
  }

  private hasStarted(p: Playing): void {
    if (p.started) return;
    p.started = true;
    p.hooks.started();
  }

  private load(url: string, loop: boolean): void {
    this.wishes++;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = loop ? "" : url;
    this.element.loop = loop;
    this.element.defaultPlaybackRate = this.element.playbackRate = 1;
    this.element.src = url;
  }

  private quiet(): string {
    this.silence ||= URL.createObjectURL(wav(join([], TAIL_MS).samples));
    return this.silence;
  }

  private loopSilence(): void {
    if (this.element.src !== this.quiet()) this.load(this.quiet(), true);
    this.go();
  }

  private keep(): void {
    this.keeper.src ||= this.quiet();
    // If the browser refuses, it refuses the first element too, and that is handled.
    if (this.keeper.paused) this.keeper.play().catch(() => undefined);
  }

  private go(): void {
    this.want = true;
    this.keep();
    const wish = ++this.wishes;
    if (this.now?.next) this.watch.begin();
    this.element.play().catch((e: unknown) => {
      if (wish !== this.wishes) return; // it was paused or replaced meanwhile
      const name = e instanceof DOMException ? e.name : "";
      if (name === "NotAllowedError") {
        this.want = false;
        this.watch.end();
        this.o.blocked();
      } else this.fail(e instanceof Error ? e.message : String(e));
    });
  }

  /** Reports a sound that cannot be played; the turn continues after the time to read the text. */
  private fail(why: string): void {
    const p = this.now;
    this.watch.end();
    if (!p?.next) return; // nothing waits for the silence between sounds
    console.warn("a sound could not be played:", why);
    if (p.media) {
      p.hooks.unplayable();
      return;
    }
    this.hasStarted(p);
    p.hooks.unheard();
    window.clearTimeout(this.timer);
    const read = () => {
      p.onRelease = read; // held while it is read: its whole time again
      this.timer = window.setTimeout(() => {
        p.onRelease = null;
        p.next?.();
      }, p.reading);
    };
    p.end = 0; // only the timer ends this sound
    read();
  }

  private pause(): void {
    this.want = false;
    this.wishes++;
    this.watch.end();
    this.element.pause();
  }

  /** Stops both elements, so that the desktop shows a pause and a call has the sound. */
  private rest(): void {
    this.keeper.pause();
    this.pause();
  }

  private arm(): void {
    const p = this.now;
    if (!p?.next || p.held || p.end === 0) return;
    this.hasStarted(p);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.check(), this.until(p.end, 0));
  }

  /** Returns the ms until the element reaches end: at least least, at most an hour. */
  private until(end: number, least: number): number {
    return Math.min(3600_000, Math.max(least, ((end - this.element.currentTime) / this.element.playbackRate) * 1000));
  }

  private check(over = false): void {
    const p = this.now;
    if (!p?.next || p.held || p.end === 0 || this.element.loop) return;
    if (p.media && Date.now() - this.told > TELL_MS) {
      this.told = Date.now();
      p.hooks.played();
    }
    if (over || this.element.currentTime >= p.end - 0.005) p.next();
    else if (!this.element.paused) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.check(), this.until(p.end, 5));
    }
  }
}
