// The session in the page: one player, its sound, the microphone, and the signals that the study
// page shows.

import { effect, signal } from "@preact/signals";
import { api, APIError, online } from "../api/client";
import type {
  ButtonName,
  Command,
  Effect,
  Mode,
  Place,
  ProfileID,
  Turn,
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
/** none: no session. waiting: there is a session, and a press continues it. live: it runs here. */
export const stage = signal<"none" | "waiting" | "live">("none");
/** the text that is being said apart from question and answer, to be read */
export const caption = signal("");
/** text that no voice says, for screen readers */
export const announce = signal("");
export const summary = signal<{ reason: string; summary: Summary | null } | null>(null);
/** whether the connection was lost during a session; the next input resumes the session */
export const lost = signal(false);

const clips = new Clips(async (url) => decode(await api.file(url)));
let sound: Sound | null = null;
let player: Player | null = null;
let interrupted = false;
/** whether this session opened the microphone and will close it */
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

function show(v: View | null, answer: Turn): void {
  const effects = answer.effects;
  if (effects.some((e) => e.effect === "say" || e.effect === "finish")) caption.value = words(effects);
  announce.value = effects.some((e) => e.effect === "say") ? "" : (v?.message ?? "");
  const end = effects.find((e) => e.effect === "finish");
  if (end) summary.value = { reason: end.reason, summary: end.summary ?? v?.summary ?? null };
  view.value = v;
  if (end || v === null || v.phase === "finished" || v.phase === "") over();
  else mediaState(v.phase === "paused" ? "paused" : "playing");
}

/** Returns Carrel's own words in the effects. Those of the card are on the screen anyway. */
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

// After a short loss of the connection, such as a restart, the session resumes by itself. After a
// long one, nothing starts to speak without a press.
effect(() => {
  if (online.value && lost.value && Date.now() - lostAt < 15000) void takeUp();
});

/** Opens what a running session needs. Call it in response to a press. */
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

/** Starts a session. Call it in response to a press, which sound and microphone require. */
export async function begin(o: {
  profile: ProfileID;
  mode?: Mode;
  decks?: string[];
  reading?: string;
  place?: Place;
}): Promise<void> {
  const p = ensure();
  view.value = null;
  // GET api/session pauses a running session, so it must not come after the start.
  const started = looking.then(() => p.input({ event: "start", ...o }));
  await live();
  await started;
}

let looking: Promise<unknown> = Promise.resolve();

/** Asks, without a sound, whether a session waits. */
export async function look(): Promise<void> {
  const begun = () => stage.value === "live";
  if (begun()) return;
  const asked = api.session();
  looking = asked.catch(() => undefined);
  const a = await asked;
  if (begun()) return; // a session started meanwhile
  view.value = a.view;
  stage.value = a.view && a.view.phase !== "finished" && a.view.phase !== "" ? "waiting" : "none";
}

/** Continues the session that waits. The card starts again. */
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

/** Sends what the learner did, or resumes the session after a lost connection. */
export async function send(event: SessionEvent): Promise<void> {
  if (lost.value || stage.value === "waiting") {
    await takeUp();
    return;
  }
  if (stage.value !== "live" || !player) return;
  interrupted = false;
  await player.input(event);
}

export const command = (name: Command, how: "key" | "touch" | "button") =>
  send({ event: "command", command: name, how });

/** Takes a button of a headset or wheel. It reports no release, so talk works as a tap. */
function pressed(button: ButtonName): void {
  if (settings.value?.buttons?.[button] === "talk" && stage.value === "live" && !lost.value) player?.talkBegin(true);
  else void send({ event: "button", button });
}

/** push-to-talk: pressed and released */
export const talk = {
  begin(): void {
    if (stage.value === "live" && !lost.value) player?.talkBegin();
  },
  end: () => player?.talkEnd(),
};

/** Stops the sound and the microphone. The program keeps the session. */
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

// In the desk profile, a hidden page pauses, except in a lesson. In the other profiles it
// continues, because a locked screen hides the page as well.
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

/** Holds the sound while a press is not yet complete. */
export function hold(): void {
  if (stage.value === "live") sound?.hold();
}
