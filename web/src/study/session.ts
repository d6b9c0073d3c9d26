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
import { closeEars, ears, earsTo, mic, openEars, type MicState } from "../microphone/ears";
import { problem, profiles, report, settings } from "../state/app";
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

/** whether the session waits for the microphone, which the browser or the learner must allow first */
export const asksForMic = signal(false);
let goWithout: (() => void) | null = null;

/** Starts without the microphone, for which the session waits. */
export const withoutMic = () => goWithout?.();

const needsEars = (profile: ProfileID | undefined) => profiles.value.find((p) => p.id === profile)?.ears ?? false;

/** whether the program was told that the microphone is open; null while no session uses it */
let told: boolean | null = null;

/**
 * Opens the microphone for a profile that is used by voice, and returns whether it is open. Call it
 * in response to a press.
 */
async function hearFor(): Promise<boolean> {
  const s = settings.value;
  if (mic.value.state !== "open") {
    ownMic = true;
    asksForMic.value = true;
    const skipped = new Promise<void>((skip) => (goWithout = skip));
    await Promise.race([openEars(s?.lang ?? "en", s?.headphones ?? false), skipped]);
    if ((mic.value as MicState).state === "loading") closeEars();
    goWithout = null;
    asksForMic.value = false;
  }
  told = (mic.value as MicState).state === "open";
  return told;
}

// The program is told when the microphone is opened or closed during a session.
effect(() => {
  const state = mic.value.state;
  if (stage.value !== "live" || told === null || asksForMic.value || state === "loading") return;
  const open = state === "open";
  if (open === told) return;
  told = open;
  void player?.input({ event: "ears", open });
});

/** Opens what a running session needs. Call it in response to a press. */
async function live(profile: ProfileID | undefined): Promise<void> {
  stage.value = "live";
  summary.value = null;
  interrupted = false;
  lost.value = false;
  stayAwake(true);
  hearHere();
  openMediaSession(t("study.playing"), await asset("icon-512.png").catch(() => ""), pressed);
  const s = settings.value;
  if (s?.listening && mic.value.state !== "open" && !needsEars(profile)) {
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
  if (needsEars(o.profile)) {
    await live(o.profile);
    const ears = await hearFor();
    if (!isLive()) return; // the learner left the page meanwhile
    await looking;
    await p.input({ event: "start", ...o, ears });
    return;
  }
  told = null;
  // GET api/session pauses a running session, so it must not come after the start.
  const started = looking.then(() => p.input({ event: "start", ...o }));
  await live(o.profile);
  await started;
}

const isLive = () => stage.value === "live";

let looking: Promise<unknown> = Promise.resolve();

/** Asks, without a sound, whether a session waits. */
export async function look(): Promise<void> {
  if (isLive()) return;
  const asked = api.session();
  looking = asked.catch(() => undefined);
  const a = await asked;
  if (isLive()) return; // a session started meanwhile
  view.value = a.view;
  stage.value = a.view && a.view.phase !== "finished" && a.view.phase !== "" ? "waiting" : "none";
}

/** Continues the session that waits. The card starts again. */
export async function takeUp(): Promise<void> {
  const p = ensure();
  const profile = view.value?.profile;
  await live(profile);
  const ears = needsEars(profile) ? await hearFor() : null;
  if (!isLive()) return; // the learner left the page meanwhile
  try {
    const a = await api.session();
    p.take({ ...a, effects: [] });
    if (a.view === null) return;
    if (ears !== null) await p.input({ event: "ears", open: ears });
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
  told = null;
  withoutMic();
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
