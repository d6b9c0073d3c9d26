// A player with fake ports, which a test drives step by step.

import type { Effect, Grammar, Turn, SessionEvent, View } from "../../api/types";
import { Player } from "../player";
import type { Item, SoundHooks } from "../ports";

export class Bench {
  log: string[] = [];
  sent: SessionEvent[] = [];
  views: (View | null)[] = [];
  failures: unknown[] = [];
  micOpen = false;
  pushToTalk = false;
  /** the position in a recording, in ms */
  position: number | null = null;
  hooks: SoundHooks | null = null;
  private timers = new Map<number, { fn: () => void; ms: number }>();
  private nextTimer = 1;
  private replies: ((a: Turn | Error) => void)[] = [];
  readonly player: Player;

  constructor() {
    const bench = this;
    this.player = new Player({
      send: (e) => {
        this.sent.push(e);
        return new Promise((resolve, reject) =>
          this.replies.push((a) => (a instanceof Error ? reject(a) : resolve(a))),
        );
      },
      sound: {
        position: () => this.position,
        play: (items, hooks) => {
          this.log.push("play " + items.map(name).join("+"));
          this.hooks = hooks;
        },
        hold: () => this.log.push("hold"),
        release: () => this.log.push("release"),
        stop: () => this.log.push("stop"),
        idle: (paused) => this.log.push(paused ? "rest" : "idle"),
      },
      ears: {
        get ready() {
          return bench.micOpen;
        },
        listen: (_g, ms, hold, gated) => this.log.push(`listen ${ms}${hold ? " held" : ""}${gated ? " gated" : ""}`),
        begin: () => this.log.push("talk"),
        end: () => this.log.push("talked"),
        open: () => this.log.push("open"),
        startTimer: () => this.log.push("ear timer"),
        cancel: () => this.log.push("deaf"),
      },
      timer: {
        set: (fn, ms) => {
          this.timers.set(this.nextTimer, { fn, ms });
          return this.nextTimer++;
        },
        clear: (id) => this.timers.delete(id),
      },
      pushToTalk: () => this.pushToTalk,
      show: (v) => this.views.push(v),
      preload: (urls) => this.log.push("preload " + urls.join("+")),
      unspoken: () => {},
      failed: (e) => this.failures.push(e),
      unheard: () => this.log.push("unheard"),
      unplayable: () => this.log.push("unplayable"),
    });
  }

  /** Answers the oldest event that waits for a response. */
  async reply(a: Partial<Turn> | Error): Promise<void> {
    await settle();
    const r = this.replies.shift();
    if (!r) throw new Error("nothing was sent");
    r(a instanceof Error ? a : { turn: 1, effects: [], view: view("c1"), ...a });
    await settle();
  }

  /** Starts a session that asks card c1. */
  async started(effects: Effect[], turn = 1): Promise<void> {
    void this.player.input({ event: "start", profile: "desk" });
    await this.reply({ turn, effects });
    this.log = [];
    this.sent = [];
  }

  soundsEnd(): void {
    const h = this.hooks;
    this.hooks = null;
    h?.ended();
  }

  /** Fires the running timers of up to ms. */
  pass(ms: number): void {
    for (const [id, t] of [...this.timers]) {
      if (t.ms > ms) continue;
      this.timers.delete(id);
      t.fn();
    }
  }

  get waitingTimers(): number[] {
    return [...this.timers.values()].map((t) => t.ms);
  }
}

export const settle = () => new Promise<void>((r) => setTimeout(r, 0));

const name = (i: Item) =>
  i.kind === "media"
    ? `${i.url} ${i.startMs}–${i.endMs} ×${i.rate}`
    : i.kind === "earcon"
      ? i.url
      : (i.clip.url ?? (i.clip.text ? `“${i.clip.text}”` : "nothing"));

export const say = (url: string): Effect => ({ effect: "say", role: "question", text: url, clips: [{ url }] });
export const listen = (timeout_ms: number, o: { during?: boolean; grammar?: Grammar } = {}): Effect => ({
  effect: "listen",
  timeout_ms,
  grammar: { lang: "en", phrases: [], words: {} },
  ...o,
});

export function view(card: string, phase: View["phase"] = "asking"): View {
  return {
    phase,
    profile: "desk",
    mode: "due",
    card: { id: card, deck: "", kind: "short", front: "", text: "", voice: true, why_not: "" },
    can: [],
    done: 0,
    left: 1,
    right: 0,
    rate: 1,
    listening: true,
  };
}
