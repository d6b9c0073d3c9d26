// The session in the page: one player, its sound, the microphone, and what the
// study page shows of them.

import { effect, signal } from "@preact/signals";
import { api, APIError, online } from "../api/client";
import type {
  ButtonName,
  CommandName,
  Effect,
  Mode,
  Place,
  ProfileID,
  SessionAnswer,
  SessionEvent,
  Summary,
  View,
} from "../api/types";
import { asset } from "../assets";
import { t } from "../i18n/index";
import { closeEars, ears, earsTo, mic, openEars } from "../microphone/ears";
import { problem, report, settings } from "../state/app";
import { Clips } from "./clips";
import { closeMediaSession, mediaState, openMediaSession } from "./media-session";
import { onOutputLost } from "./outputs";
import { decode } from "./pcm";
import { Player } from "./player";
import { Sound } from "./sound";
import { stayAwake } from "./wake";

export const view = signal<View | null>(null);
/** none: nothing is going on here. waiting: a session is there, a press begins it. */
export const stage = signal<"none" | "waiting" | "live">("none");
/** what is being said beside question and answer, for those who read */
export const caption = signal("");
/** what nobody says aloud, for screen readers */
export const announce = signal("");
export const summary = signal<{ reason: string; summary: Summary | null } | null>(null);
/** the connection went in mid-session: the next input takes the session up again */
export const lost = signal(false);

const clips = new Clips(async (url) => decode(await api.file(url)));
let sound: Sound | null = null;
let player: Player | null = null;
let interrupted = false;
/** the microphone was opened for this session and closes with it */
let ownMic = false;
let lostAt = 0;

function ensure(): Player {
  if (player) return player;
  sound ??= new Sound({
    clips,
    address: api.address,
    taken: () => {
      interrupted = true;
      void player?.notice("interrupted");
    },
    givenBack: () => {
      if (!interrupted) return;
      interrupted = false;
      void player?.notice("resumed");
    },
    blocked: () => (stage.value = "waiting"),
  });
  const p = new Player({
    send: api.event,
    sound,
    ears,
    timer: { set: (fn, ms) => window.setTimeout(fn, ms), clear: (id) => window.clearTimeout(id) },
    pushToTalk: () => settings.value?.push_to_talk ?? false,
    show,
    preload: (urls) => clips.preload(urls),
    unspoken: (text) => (announce.value = text),
    failed,
    unheard: () => (problem.value = t("study.unheard")),
    unplayable: () => (problem.value = t("read.unplayable")),
  });
  player = p;
  return p;
}

function hearHere(): void {
  earsTo(
    (e) => player?.heard(e),
    () => player?.earsChanged(),
  );
}

function show(v: View | null, answer: SessionAnswer): void {
  const effects = answer.effects ?? [];
  if (effects.some((e) => e.effect === "say" || e.effect === "finish")) caption.value = words(effects);
  announce.value = effects.some((e) => e.effect === "say") ? "" : (v?.message ?? "");
  const end = effects.find((e) => e.effect === "finish");
  if (end) summary.value = { reason: end.reason, summary: end.summary ?? v?.summary ?? null };
  view.value = v;
  if (end || v === null || v.phase === "finished" || v.phase === "") over();
  else mediaState(v.phase === "paused" ? "paused" : "playing");
}

/** The app's own words of an answer; the card's are on the screen anyway. */
function words(effects: Effect[]): string {
  return effects
    .filter((e) => e.effect === "say")
    .filter((e) => e.role === "feedback" || e.role === "prompt")
    .map((e) => e.text)
    .join(" ");
}

function failed(e: unknown): void {
  if (e instanceof APIError && e.kind === "offline") {
    lost.value = true;
    lostAt = Date.now();
    mediaState("paused");
    return;
  }
  report(e);
}

// A short loss, such as a restart, is made good without a press; after a long
// one nothing begins to speak by itself.
effect(() => {
  if (online.value && lost.value && Date.now() - lostAt < 15000) void takeUp();
});

/** Opens what a running session needs. Call it from a press. */
async function live(): Promise<void> {
  stage.value = "live";
  summary.value = null;
  interrupted = false;
  lost.value = false;
  stayAwake(true);
  hearHere();
  openMediaSession(t("study.playing"), await asset("icon-512.png").catch(() => ""), pressed);
  const s = settings.value;
  if (s?.listening && mic.value.state !== "open") {
    ownMic = true;
    void openEars(s.lang, s.headphones);
  }
}

/** Begins a session. Call it from a press: sound and microphone want one. */
export async function begin(o: {
  profile: ProfileID;
  mode?: Mode;
  decks?: string[];
  reading?: string;
  place?: Place;
}): Promise<void> {
  const p = ensure();
  view.value = null;
  // Looking pauses whatever goes on, so it must not overtake the start.
  const started = looking.then(() => p.input({ event: "start", ...o }));
  await live();
  await started;
}

let looking: Promise<unknown> = Promise.resolve();

/** Looks whether a session waits, without a sound. */
export async function look(): Promise<void> {
  const begun = () => stage.value === "live";
  if (begun()) return;
  const asked = api.session();
  looking = asked.catch(() => undefined);
  const a = await asked;
  if (begun()) return; // begun while we looked
  view.value = a.view;
  stage.value = a.view && a.view.phase !== "finished" && a.view.phase !== "" ? "waiting" : "none";
}

/** Goes on with the session that waits: the card starts again. */
export async function takeUp(): Promise<void> {
  const p = ensure();
  await live();
  try {
    const a = await api.session();
    p.take({ ...a, effects: [] });
    if (a.view === null) return;
    if (a.view.phase !== "paused") await p.notice("interrupted");
    await p.input({ event: "command", command: "resume", how: "touch" });
  } catch (e) {
    failed(e);
  }
}

/** Sends what the learner did; after a loss it first takes the session up again. */
export async function send(event: SessionEvent): Promise<void> {
  if (lost.value || stage.value === "waiting") {
    await takeUp();
    return;
  }
  if (stage.value !== "live" || !player) return;
  interrupted = false;
  await player.input(event);
}

export const command = (name: CommandName, how: "key" | "touch" | "button") =>
  send({ event: "command", command: name, how });

/** A button of a headset or a wheel; one bound to talk has no up, so it is a tap. */
function pressed(button: ButtonName): void {
  if (settings.value?.buttons?.[button] === "talk" && stage.value === "live" && !lost.value) player?.talkBegin(true);
  else void send({ event: "button", button });
}

/** Push-to-talk: down and up. */
export const talk = {
  begin(): void {
    if (stage.value === "live" && !lost.value) player?.talkBegin();
  },
  end: () => player?.talkEnd(),
};

/** Stops sound and microphone; the program keeps the session. */
export function leave(): void {
  if (stage.value !== "live") return;
  void player?.notice("interrupted");
  over();
  stage.value = "waiting";
}

function over(): void {
  if (stage.value === "live") stage.value = "none";
  stayAwake(false);
  closeMediaSession();
  if (ownMic) closeEars();
  ownMic = false;
}

// At the desk a hidden page falls silent, but for a book; hands-free it goes on,
// since a locked screen hides it too.
document.addEventListener("visibilitychange", () => {
  if (stage.value !== "live" || view.value?.profile !== "desk" || view.value.mode === "lesson") return;
  if (document.visibilityState === "hidden") {
    interrupted = true;
    void player?.notice("interrupted");
  } else if (interrupted) {
    interrupted = false;
    void player?.notice("resumed");
  }
});

onOutputLost(() => {
  if (stage.value !== "live" || interrupted) return;
  interrupted = true;
  void player?.notice("interrupted");
});

/** Holds what plays while a press is still on its way to being one. */
export function hold(): void {
  if (stage.value === "live") sound?.hold();
}
