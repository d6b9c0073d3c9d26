// The shapes of docs/api.md, the contract between this page and internal/api.

import type { Transcript } from "../listen/transcript";
import type { Grammar } from "../listen/types";

export type { Transcript };

export type ErrorKind =
  | "invalid"
  | "unreadable"
  | "not_found"
  | "conflict"
  | "unsupported"
  | "unavailable"
  | "denied"
  | "internal";

export interface Status {
  version: string;
  host: "native" | "browser";
  empty: boolean;
  voice: { engine: string; ready: boolean; why: string };
  /** a session waits to be resumed */
  session: boolean;
  /** the page should remind of downloading a backup */
  remind_backup: boolean;
  /** only where the collection cannot be read; nothing else is there then */
  rescue?: Rescue | null;
}

/** A backup that Carrel made by itself. */
export interface AutoBackup {
  name: string;
  /** RFC 3339 */
  at: string;
  reason: "daily" | "asked" | "import" | "erase" | "restore" | "upgrade";
  /** bytes, without media */
  size: number;
}

export interface BackupList {
  /** empty where there is nowhere to keep backups */
  place: string;
  on: boolean;
  size: number;
  media: number;
  problem?: string;
  /** bytes they may take; 0 where only the disk sets a limit */
  most: number;
  /** there is no room for one more beside all of them: the oldest make room */
  short: boolean;
  /** media files that the last backup had no room for */
  media_left: number;
  backups: AutoBackup[];
}

/** What the program answers where the collection cannot be read. */
export interface Rescue {
  why: string;
  place: string;
  backups: AutoBackup[];
}

export interface Deck {
  id: string;
  /** full name; levels are separated by "::" */
  name: string;
  depth: number;
  cards: number;
  new: number;
  learning: number;
  review: number;
  lang: string;
  /** desired retention of this deck, 0 for the collection's own */
  retention: number;
  /** YYYY-MM-DD, or empty */
  deadline: string;
  /** how many new cards a day the deadline asks for, 0 without one */
  new_per_day: number;
}

export interface Pack {
  id: string;
  title: string;
  about: string;
  cards: number;
  installed: boolean;
}

export interface Skipped {
  what: string;
  why: string;
}

export interface ImportResult {
  file: string;
  format: string;
  notes: number;
  cards: number;
  reviews: number;
  media: number;
  duplicates: number;
  updated: number;
  readings?: number;
  skipped: Skipped[] | null;
  /** keys of the settings that came in */
  settings_taken?: string[];
  settings_left?: SettingLeft[];
}

/** A setting that a file holds and that an import did not take. */
export interface SettingLeft {
  key: string;
  /** JSON */
  value?: string;
  class?: "preference" | "device" | "program" | "address" | "internal";
  why: string;
  /** the learner may take it all the same */
  ask?: boolean;
}

export interface ImportProgress {
  done: number;
  total: number;
  what: string;
}

export interface CardRow {
  id: string;
  note: string;
  deck: string;
  kind: string;
  question: string;
  answer: string;
  choices: string[] | null;
  voice: boolean;
  why_not: string;
  phase: string;
  /** ms since 1970, 0 when it has no date */
  due: number;
  suspended: boolean;
  /** its own desired retention, 0 for its deck's */
  retention: number;
}

export interface Due {
  new: number;
  learning: number;
  review: number;
  /** ms since 1970, 0 for never */
  next: number;
}

export type Mode = "due" | "daily" | "weekly" | "topic" | "challenge" | "duel" | "lesson";
export type ProfileID = "desk" | "hands-free" | "driving" | "one-switch";
export type ButtonName = "next" | "previous" | "playpause" | "press" | "double" | "long";
export type CommandName =
  | "start"
  | "repeat"
  | "skip"
  | "pause"
  | "resume"
  | "undo"
  | "slower"
  | "faster"
  | "show"
  | "again"
  | "hard"
  | "good"
  | "easy"
  | "knew"
  | "missed"
  | "stop"
  | "help"
  | "wait"
  | "yes"
  | "no"
  | "suspend"
  | "explain"
  | "back";

export type DayName = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
export type DayEase = "normal" | "fewer" | "minimum";

export interface Settings {
  profile: ProfileID;
  listening: boolean;
  headphones: boolean;
  voice: string;
  rate: number;
  answer_gap_ms: number;
  new_per_day: number;
  retention: number;
  rollover_hour: number;
  zone: string;
  lang: string;
  earcons: boolean;
  theme: "auto" | "light" | "dark";
  buttons: Partial<Record<ButtonName, string>>;
  keys: Record<string, string>;
  control_words: boolean;
  push_to_talk: boolean;
  auto_backup: boolean;
  /** ms since 1970, 0 for never: a backup was last downloaded, its reminder was last put off */
  backup_downloaded: number;
  backup_later: number;
  bury_siblings: boolean;
  easy_days: Record<DayName, DayEase>;
  two_button: boolean;
  /** seconds */
  learning_steps: number[];
  relearning_steps: number[];
  voice_command: string[];
  pitch: number;
  /** voice IDs by language; the second for the answer's side */
  voices: Record<string, string>;
  answer_voices: Record<string, string>;
  pronounce: Pronunciation[] | null;
  recogniser: "carrel" | "browser" | "wyoming";
  /** host:port of Wyoming servers, empty for none */
  wyoming_hear: string;
  wyoming_speak: string;
}

/** A word that the learner wants said otherwise. */
export interface Pronunciation {
  word: string;
  say: string;
  lang?: string;
}

export interface WyomingServer {
  address: string;
  name: string;
  hears: boolean;
  speaks: boolean;
}

export interface Profile {
  id: ProfileID;
  title: string;
  about: string;
  modes: Mode[];
}

export interface SettingsAnswer {
  values: Settings;
  profiles: Profile[];
  languages: string[];
}

export interface MicCheckPhrase {
  text: string;
  /** meaning; whatever has it in the grammar is this phrase */
  tag: string;
}

/** What to say in the check of the microphone, and what it is heard in. */
export interface MicCheck {
  say: MicCheckPhrase[];
  grammar: Grammar;
}

export interface Voice {
  engine: string;
  name: string;
  lang: string;
  about: string;
}

export interface Progress {
  known: number;
  cards: number;
  reviews: number;
  days: number;
  minutes: number;
  forecast: { day: string; due: number; recall: number }[];
  history: { day: string; reviews: number; minutes: number }[];
  fit?: LastFit;
}

/** What the last fit decided; tried is 0 where there were too few reviews. */
export interface LastFit {
  at: number;
  reviews: number;
  accepted: boolean;
  tried: number;
  before: number;
  after: number;
}

/** What a desired retention would cost over the next year. */
export interface WorkloadPoint {
  retention: number;
  minutes_per_day: number;
  reviews_per_day: number;
  /** the retention the learner has chosen */
  yours: boolean;
}

/** A clip without url is a pause, or (text set) has no voice on the server. */
export interface Clip {
  url?: string;
  text?: string;
  lang?: string;
  pause_ms?: number;
  sound?: string;
}

export type Effect =
  | {
      effect: "say";
      role: "question" | "answer" | "feedback" | "prompt" | "reading";
      text: string;
      clips: Clip[] | null;
    }
  | PlayEffect
  | { effect: "earcon"; name: string; url: string }
  | { effect: "listen"; grammar?: unknown; timeout_ms?: number; during?: boolean }
  | { effect: "finish"; reason: string; summary?: Summary };

/** A stretch of a recording, in ms of the file; end_ms is left out for its end. */
export interface PlayEffect {
  effect: "play";
  text: string;
  url: string;
  start_ms?: number;
  end_ms?: number;
  /** where the section begins, which the times of events count from */
  from_ms?: number;
}

/** The passage of a lesson. */
export interface ReadingView {
  id: string;
  title: string;
  chapter: string;
  section: number;
  sections: number;
  passage: number;
  passages: number;
  before?: string;
  text?: string;
  after?: string;
  lang?: string;
  media?: string;
  at_ms?: number;
  length_ms?: number;
}

export interface Place {
  section: number;
  passage?: number;
  offset_ms?: number;
  asking?: boolean;
  done?: boolean;
}

export interface ReadingRow {
  id: string;
  title: string;
  author: string;
  lang: string;
  kind: "text" | "recording";
  chapters: number;
  questions: number;
  minutes: number;
  minutes_left: number;
  place: Place;
  /** ms since 1970, 0 when it was never heard */
  at: number;
  /** the deck asked after sections without questions of their own, or empty */
  deck: string;
}

export interface ReadingPage extends ReadingRow {
  sections: { title: string; minutes: number; questions: number; heard: boolean; here: boolean }[];
}

export interface Summary {
  reviews: number;
  right: number;
  minutes: number;
  skipped?: number;
}

export type Phase =
  | ""
  | "waiting"
  | "asking"
  | "answering"
  | "confirming"
  | "checking"
  | "revealed"
  | "feedback"
  | "reading"
  | "paused"
  | "finished";

export interface GradeChoice {
  grade: number;
  command: CommandName;
  label: string;
  in: string;
}

export interface ViewCard {
  id: string;
  deck: string;
  kind: string;
  front: string;
  /** the question as it is said */
  text?: string;
  lang?: string;
  choices?: string[] | null;
  voice: boolean;
  why_not: string;
}

export interface View {
  phase: Phase;
  profile: ProfileID;
  mode: Mode;
  card?: ViewCard | null;
  back?: string;
  /** the answer as it is said */
  answer?: string;
  heard?: string;
  verdict?: { outcome: string; why: string; suggested: number } | null;
  prompt?: string;
  can?: CommandName[] | null;
  grades?: GradeChoice[] | null;
  done: number;
  left: number;
  rate: number;
  listening: boolean;
  message?: string;
  reading?: ReadingView | null;
  right?: number;
  /** duel: 1 or 2 */
  player?: number;
  scores?: [number, number] | null;
  summary?: Summary | null;
}

export interface SessionAnswer {
  turn: number;
  effects: Effect[] | null;
  view: View | null;
  preload?: string[] | null;
}

/** Any event while a recording plays says how far it is, in ms from the section's start. */
export type SessionEvent = { at_ms?: number } & (
  | {
      event: "start";
      profile?: ProfileID;
      mode?: Mode;
      decks?: string[];
      limit?: number;
      reading?: string;
      place?: Place;
      turn?: number;
    }
  | { event: "clip_ended" | "no_match" | "silence" | "interrupted" | "resumed" | "played"; turn?: number }
  | {
      event: "heard";
      text: string;
      confidence: number;
      verdict: "sure" | "ask";
      alternatives: string[];
      how: "voice";
      turn?: number;
    }
  | { event: "button"; button: ButtonName; turn?: number }
  | { event: "command"; command: CommandName; how: "key" | "touch" | "button"; turn?: number }
  | { event: "choose"; option?: number; options_chosen?: number[]; turn?: number }
  | { event: "typed"; text: string; turn?: number }
);
