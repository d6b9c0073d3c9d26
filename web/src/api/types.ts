// Code generated from the Go types of internal/api by "make wire". DO NOT EDIT.

/** DayName is a day of the week. */
export type DayName =
  | "sunday"
  | "monday"
  | "tuesday"
  | "wednesday"
  | "thursday"
  | "friday"
  | "saturday";

/** Ease is the load that the learner wants on a day of the week. */
export type Ease =
  | "normal"
  | "fewer"
  | "minimum";

/** Status is the first thing the page asks for. */
export interface Status {
  version: string;
  host: Host;
  empty: boolean;
  voice: VoiceStatus;
  /** whether a session waits to be resumed */
  session: boolean;
  /** remind_backup reports whether the page should remind the learner to download a backup. */
  remind_backup: boolean;
  /** rescue is set if the collection cannot be read. Nothing else is known then. */
  rescue?: Rescue;
}

/** Host is where Carrel runs. */
export type Host =
  /** a computer's own program */
  | "native"
  /** in the page */
  | "browser";

/** VoiceStatus reports whether speech is available here. */
export interface VoiceStatus {
  engine: string;
  ready: boolean;
  /** why there is no voice; "" if there is one */
  why: string;
}

/** Rescue describes the problem and the backups that can be restored. */
export interface Rescue {
  why: string;
  place: string;
  backups: Backup[];
}

/** Backup is one file of a Shelf. */
export interface Backup {
  name: string;
  at: string;
  reason: BackupReason;
  /** bytes, without media */
  size: number;
}

/** BackupReason is why a backup was made. */
export type BackupReason =
  | "daily"
  /** the learner asked for it */
  | "asked"
  /** before an import */
  | "import"
  /** before a deck was erased */
  | "erase"
  /** before another backup was restored */
  | "restore"
  /** before a newer Carrel changed the format of the collection */
  | "upgrade";

/** Decks is the list of decks. The counts of a deck include its subdecks. */
export interface Decks {
  decks: Deck[];
}

/** Deck is a deck as the library lists it; its counts include the decks below it. */
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
  /** desired retention; 0 for the collection's own */
  retention: number;
  /** such as 2026-12-24; "" for none */
  deadline: string;
  /**
   * new_per_day is how many of the deck's own new cards must be introduced a day so that all have
   * been introduced a week before the deadline; 0 without a deadline.
   */
  new_per_day: number;
}

/** Nothing is the answer of a route that only does something. */
export type Nothing = Record<string, never>;

/** Packs is the list of sample packs. */
export interface Packs {
  packs: Pack[];
}

/** Pack is a sample pack in the list of packs. */
export interface Pack {
  id: string;
  title: string;
  about: string;
  cards: number;
  installed: boolean;
}

/** BackupList describes the automatic backups. */
export interface BackupList {
  place: string;
  on: boolean;
  /** of all of them, in bytes */
  size: number;
  /** of the media they need, in bytes */
  media: number;
  problem?: string;
  /** limit in bytes; 0 if only the disk sets a limit */
  most: number;
  /** no room for one more beside the others */
  short: boolean;
  /** media files the last backup had no room for */
  media_left: number;
  backups: Backup[];
}

/** DueCounts are the cards that wait in a queue at a moment, by kind. */
export interface DueCounts {
  /** within the daily limit */
  new: number;
  /** learning cards due now */
  learning: number;
  /** due today */
  review: number;
  /** when the next card comes due after now, 0 for never */
  next: number;
}

/** CardPage is one page of a list of cards. */
export interface CardPage {
  total: number;
  cards: CardRow[];
}

/** CardRow is a row of the card list: a card as it is spoken. */
export interface CardRow {
  id: string;
  note: string;
  deck: string;
  kind: QuestionKind;
  question: string;
  answer: string;
  choices: string[];
  voice: boolean;
  why_not: string;
  phase: string;
  /** ms since 1970; 0 for new cards */
  due: number;
  suspended: boolean;
  /** the card's own, 0 to use its deck's */
  retention: number;
}

/** QuestionKind says how a question is answered. */
export type QuestionKind =
  /** say it or think it, then grade yourself */
  | "recall"
  /** a word or short phrase, judged */
  | "short"
  /** one of several */
  | "choice"
  /** several of several */
  | "multiple"
  | "truefalse"
  /** a number within a tolerance */
  | "numeric"
  /** the missing text */
  | "cloze"
  /** asked as one pair per card */
  | "matching"
  /** put into order; self-graded by voice */
  | "order"
  /** long answer, self-graded */
  | "essay"
  /** no question: a description */
  | "info";

/** Readings is the list of texts and recordings. */
export interface Readings {
  readings: ReadingRow[];
}

/** ReadingRow is a reading in the library's list. Minutes are at the learner's speed. */
export interface ReadingRow {
  id: string;
  title: string;
  author: string;
  lang: string;
  kind: ReadingKind;
  chapters: number;
  questions: number;
  /** at the learner's speed of speech */
  minutes: number;
  minutes_left: number;
  place: Place;
  /** when it was last heard, in ms since 1970; 0 for never */
  at: number;
  /** the deck asked after sections without questions of their own; "" for none */
  deck: string;
}

/** ReadingKind is what a reading consists of. */
export type ReadingKind =
  | "text"
  | "recording";

/** Place is the learner's place in a reading. The zero value is the beginning. */
export interface Place {
  section: number;
  /** in a text, from 0 */
  passage?: number;
  /** in a recording, from the section's start */
  offset_ms?: number;
  /** the section has been heard and its questions are being asked */
  asking?: boolean;
  /** the reading has been heard to its end */
  done?: boolean;
}

/** ReadingPage is a reading with its sections. */
export interface ReadingPage extends ReadingRow {
  sections: Chapter[];
}

/** Chapter is a section of a reading, as the page lists it. */
export interface Chapter {
  title: string;
  minutes: number;
  questions: number;
  heard: boolean;
  here: boolean;
}

/** Turn is what the page shows and does now: speech as clips, and expected answers as a grammar. */
export interface Turn {
  turn: number;
  effects: Effect[];
  /** null if there is no session */
  view: View | null;
  /** addresses of clips that will be played soon */
  preload?: string[];
}

/** Effect is one action for the page to carry out. Its type is one of the types of this file. */
export type Effect =
  | SayEffect
  | EarconEffect
  | PlayEffect
  | ListenEffect
  | FinishEffect;

/** SayEffect speaks. */
export interface SayEffect {
  effect: "say";
  role: Role;
  /** the words alone */
  text: string;
  clips: Clip[];
}

/** Role is the part that something spoken plays in the conversation. */
export type Role =
  | "question"
  | "answer"
  | "feedback"
  | "prompt"
  | "reading";

/**
 * Clip is one sound to play: a rendered clip, or a recording of the deck. A clip without URL has
 * text that no voice here can speak: the page uses a local voice of the browser for Lang, or shows
 * the text.
 */
export interface Clip {
  url?: string;
  text?: string;
  lang?: string;
  sound?: string;
}

/** EarconEffect plays a short sound. */
export interface EarconEffect {
  effect: "earcon";
  name: EarconName;
  url: string;
}

/** EarconName names an earcon. */
export type EarconName =
  | "your-turn"
  | "heard"
  | "saved"
  | "paused";

/** PlayEffect plays a stretch of a recording, in place and at the view's rate. */
export interface PlayEffect {
  effect: "play";
  role: Role;
  /** the title of the section */
  text: string;
  url: string;
  /** the start of the stretch in the file */
  start_ms?: number;
  /** its end; missing for the end of the file */
  end_ms?: number;
  /** where in the file the section begins */
  from_ms?: number;
}

/** ListenEffect opens the microphone and starts the timer. */
export interface ListenEffect {
  effect: "listen";
  /** missing if nothing can be heard: only the timer runs */
  grammar?: Grammar;
  /** without speech; missing for ever */
  timeout_ms?: number;
  /** listen while speaking */
  during?: boolean;
}

/** Grammar is what may be said at one moment, prepared for the recogniser. */
export interface Grammar {
  /** "en" or "fr" */
  lang: string;
  phrases: Phrase[];
  /**
   * words holds pronunciations by letter-to-sound rules. They are used only for words that the
   * recogniser's dictionary lacks.
   */
  words: Record<string, string[]>;
  /** left_out are texts that cannot be recognised: too long, or not pronounceable. */
  left_out?: string[];
}

/** Phrase is one thing a learner may say. */
export interface Phrase {
  /**
   * say is how the phrase is spoken. In the input of NewGrammar it may be empty; then Text is read
   * aloud, with several ways for a number. In a Grammar it consists of lower-case words separated
   * by single spaces.
   */
  say: string;
  /** text is reported when the phrase is heard. */
  text: string;
  /**
   * tag is the meaning of the phrase. Phrases with the same tag are ways of saying the same thing
   * and do not compete. An empty Tag means Text.
   */
  tag: string;
  class: PhraseClass;
}

/** PhraseClass determines how a phrase is treated when it is heard. */
export type PhraseClass =
  /** changes something: a grade, an undo */
  | "command"
  /** harmless when heard by mistake: repeat, pause, slower */
  | "navigation"
  /** an option's number, ordinal, letter or text */
  | "choice"
  /** an accepted answer, or another answer of the deck */
  | "answer"
  /** a number given as an answer: always confirmed */
  | "number";

/** FinishEffect ends the session. */
export interface FinishEffect {
  effect: "finish";
  reason: FinishReason;
  summary: Summary;
}

/** FinishReason is why a session ended. */
export type FinishReason =
  /** nothing is left, or the limit is reached */
  | "done"
  /** the learner stopped it */
  | "stopped"
  /** challenge: the first wrong answer */
  | "missed";

/** Summary is the result of a session. Only the learner sees it. */
export interface Summary {
  reviews: number;
  right: number;
  minutes: number;
  /** left out as unsuitable for the profile */
  skipped?: number;
}

/**
 * View is what a screen shows of a State. It contains the answer only once the learner may see it.
 */
export interface View {
  phase: Phase;
  profile: ProfileID;
  mode: Mode;
  card?: CardView;
  back?: string;
  /** the answer as it is said */
  answer?: string;
  heard?: string;
  /** what was typed beside the answer, if they differ */
  diff?: Diff;
  verdict?: Verdict;
  /** what the app asks back */
  prompt?: string;
  can: Command[];
  grades?: GradeView[];
  done: number;
  left: number;
  right: number;
  rate: number;
  listening: boolean;
  /** duel: 1 or 2 */
  player?: number;
  /** duel */
  scores?: [number, number];
  message?: string;
  /** lesson */
  reading?: ReadingView;
  summary?: Summary;
}

/** Phase is the current point of the conversation. */
export type Phase =
  | ""
  /** the host is to hand over a question */
  | "waiting"
  /** the question is being said */
  | "asking"
  /** the learner may answer */
  | "answering"
  /** what was heard is read back */
  | "confirming"
  /** the answer is out and its ideas are asked about one by one */
  | "checking"
  /** the answer is out and the learner is to grade */
  | "revealed"
  /** graded; the next card follows when the feedback ends */
  | "feedback"
  /** a passage is read aloud or played */
  | "reading"
  | "paused"
  | "finished"
  | "interrupt";

/** ProfileID names a profile. */
export type ProfileID =
  | "desk"
  | "hands-free"
  | "driving"
  | "one-switch";

/** Mode selects which cards a session asks. */
export type Mode =
  /** what is due, and new cards */
  | "due"
  /** a short round of what is due */
  | "daily"
  /** what was forgotten this week */
  | "weekly"
  /** one deck, due or not */
  | "topic"
  /** until the first wrong answer */
  | "challenge"
  /** two people at one device; nothing is stored */
  | "duel"
  /** a reading, with questions after each section */
  | "lesson";

/** CardView is the question on the screen. */
export interface CardView {
  id: string;
  deck: string;
  kind: QuestionKind;
  front: string;
  /** the question as it is said */
  text: string;
  lang?: string;
  choices?: string[];
  voice: boolean;
  why_not?: string;
}

/** Diff is a typed answer beside the right one, letter by letter, as Anki shows it. */
export interface Diff {
  /** same and wrong */
  typed: DiffPart[];
  /** same and missing */
  wanted: DiffPart[];
}

/** DiffPart is a stretch of text of one kind. */
export interface DiffPart {
  text: string;
  kind: DiffKind;
}

/** DiffKind says what a part of a compared answer is. */
export type DiffKind =
  /** in both */
  | "same"
  /** typed, and not in the answer */
  | "wrong"
  /** in the answer, and not typed */
  | "missing";

/** Verdict is the judgement of one answer. */
export interface Verdict {
  outcome: Outcome;
  reason: VerdictReason;
  /** one plain sentence in the learner's language */
  why: string;
  /** what was said, spelled like the text it matched */
  heard?: string;
  /** the accepted answer, choice or number that matched */
  matched?: string;
  feedback?: string;
  /** confirm asks to read the answer back before anything is recorded. */
  confirm?: boolean;
  /**
   * suggested is the grade to record if the learner does not object: Good for right, Hard or Again
   * for close, Again for wrong; 0 when unclear.
   */
  suggested?: number;
}

/** Outcome is the result of a judgement. */
export type Outcome =
  | "right"
  /** nearly, partly or perhaps misheard: read back, let the learner decide */
  | "close"
  | "wrong"
  /** cannot be judged: ask again, record nothing */
  | "unclear";

/** VerdictReason is the machine-readable reason for an outcome. */
export type VerdictReason =
  /** the same words, apart from case, diacritics and articles */
  | "same"
  /** the same thing written another way: a date, 14 and XIV, h two o */
  | "written"
  /** the same words in another order */
  | "order"
  /** within a sentence that repeats the question */
  | "contained"
  /** singular for plural or vice versa */
  | "plural"
  /** heard as another word of the same sound */
  | "sound"
  /** a slip of spelling */
  | "spelling"
  /** a number within the tolerance */
  | "in_range"
  /** worth part of the mark, or only part of the answer */
  | "partial"
  /** the answer and other words */
  | "extra"
  /** some of several choices */
  | "missing"
  /** sounds nearly like it */
  | "near_sound"
  /** spelled nearly like it */
  | "near_spell"
  /** case matters here */
  | "case"
  /** the gender of the article differs */
  | "article"
  /** another form of the word, where the question asks for the form */
  | "form"
  /** the answer to another card, or a wrong choice */
  | "other"
  /** something else */
  | "different"
  /** the opposite */
  | "negated"
  /** the learner said they do not know */
  | "gave_up"
  /** a number easily confused with the right one */
  | "near_number"
  /** Unclear. */
  | "empty"
  /** more than one answer */
  | "hedged"
  /** could be the answer or another card's */
  | "ambiguous"
  /** the recogniser was unsure, and it fits nothing */
  | "not_heard"
  /** a number was asked for */
  | "no_number"
  /** the number has another unit than asked for */
  | "unit"
  /** none of the choices */
  | "no_choice"
  /** neither true nor false */
  | "no_truth"
  /** nothing to judge against: the learner grades */
  | "self_grade"
  | "wrong, no answer known"
  | "right, no answer known"
  | "unclear, a denial";

/** Command is something that the learner can ask for by voice, other than an answer. */
export type Command =
  | "start"
  | "repeat"
  | "skip"
  | "pause"
  | "resume"
  | "undo"
  | "slower"
  | "faster"
  /** show, that is speak, the answer */
  | "show"
  /** the four grades */
  | "again"
  | "hard"
  | "good"
  | "easy"
  /** the two-button grades */
  | "knew"
  | "missed"
  | "stop"
  | "help"
  /** more time */
  | "wait"
  | "yes"
  | "no"
  | "suspend"
  | "explain"
  /** to the beginning of the section, in a reading */
  | "back";

/**
 * GradeView is one grade button. The host fills in In, because it knows when the card would come
 * back.
 */
export interface GradeView {
  grade: number;
  command: Command;
  label: string;
  in?: string;
}

/** ReadingView is the passage on the screen. */
export interface ReadingView {
  id: string;
  title: string;
  chapter: string;
  /** from 0 */
  section: number;
  sections: number;
  /** from 0 */
  passage: number;
  passages: number;
  before?: string;
  text?: string;
  after?: string;
  lang?: string;
  media?: string;
  /** of a recording, from the section's start */
  at_ms?: number;
  /** of the section, 0 unknown */
  length_ms?: number;
}

/** Transcript is what an external recogniser made of an utterance. */
export interface Transcript {
  /** "" if it understood nothing */
  text: string;
  /**
   * ways are the ways of saying the text, in the form of a grammar's phrases: "nineteen sixty nine"
   * for "1969".
   */
  ways: string[];
}

/** WyomingServer is a Wyoming server's description of itself. */
export interface WyomingServer {
  /** in the form to store in the settings */
  address: string;
  name: string;
  hears: boolean;
  speaks: boolean;
}

/**
 * MicCheck holds what the page needs for the microphone check: a few phrases to say, and the
 * grammar of all commands with which to recognise them.
 */
export interface MicCheck {
  say: MicCheckPhrase[];
  grammar: Grammar;
}

/**
 * MicCheckPhrase is one phrase to say. The phrase is recognised when a phrase with its tag is
 * heard.
 */
export interface MicCheckPhrase {
  text: string;
  tag: string;
}

/**
 * Enrolment holds templates of how the learner says some commands. It contains no sound, no name
 * and no time.
 */
export interface Enrolment {
  templates: Template[];
}

/**
 * Template is how a learner says one phrase, once: the cepstra of the utterance, rounded to one
 * byte each. The sound cannot be restored from it, and it says no more about the speaker than any
 * single word does.
 */
export interface Template {
  /** "en" or "fr" */
  lang: string;
  /** the phrase as in Grammar */
  say: string;
  /** frames holds the cepstra row by row, in steps of 1/Enrolling.Scale. */
  frames: string;
}

/** Voices is the list of voices. */
export interface Voices {
  voices: Voice[];
}

/** Voice is a voice of an engine. */
export interface Voice {
  /** "flite" */
  engine: string;
  /** "rms": the value of Utterance.Voice */
  name: string;
  /** BCP 47, "en-US" */
  lang: string;
  /** a few plain words: "American man" */
  about: string;
}

/**
 * Progress summarises what the learner knows and has done. It belongs to the learner: it contains
 * no rank, nothing that a pause takes away, and no signature that could prove it.
 */
export interface Progress {
  /** sum of recall probabilities */
  known: number;
  /** studied at least once */
  cards: number;
  reviews: number;
  days: number;
  minutes: number;
  forecast: DayAhead[];
  history: DayDone[];
  fit?: LastFit;
}

/** DayAhead is the forecast for one future day if nothing is reviewed before it. */
export interface DayAhead {
  day: string;
  due: number;
  /** mean recall probability of the cards studied so far */
  recall: number;
}

/** DayDone is one day of study. */
export interface DayDone {
  day: string;
  reviews: number;
  minutes: number;
}

/**
 * LastFit is the decision of the last fit to the learner's own reviews. Fits run in the background,
 * so the page shows it afterwards.
 */
export interface LastFit {
  /** ms since 1970 */
  at: number;
  reviews: number;
  accepted: boolean;
  /**
   * tried is how many of the latest reviews were held out to decide; 0 if there were too few to
   * decide. Before and After are the log losses on them, of the previous parameters and of the best
   * ones found.
   */
  tried: number;
  before: number;
  after: number;
  /** in English, as on the command line */
  why: string;
}

/**
 * Workload is what each desired retention costs over the next year, simulated with the learner's
 * cards, parameters and pace.
 */
export interface Workload {
  points: WorkloadPoint[];
}

/** WorkloadPoint is one point of the workload curve. */
export interface WorkloadPoint extends WorkloadCost {
  /** whether this is the learner's own retention */
  yours: boolean;
}

/**
 * WorkloadCost is one point of the workload curve: the result of a desired retention, averaged over
 * the simulated days.
 */
export interface WorkloadCost {
  retention: number;
  minutes_per_day: number;
  reviews_per_day: number;
  /** cards that would be recalled on the last day */
  known: number;
  /** share of reviews, a day or more after the last, that were recalled */
  recall: number;
}

/** SettingsAnswer holds what the settings page needs. */
export interface SettingsAnswer {
  values: Settings;
  profiles: Profile[];
  languages: string[];
}

/** Settings are the learner's choices. */
export interface Settings extends VoiceSettings, EngineSettings {
  profile: ProfileID;
  /** the microphone may be used */
  listening: boolean;
  /** speech can interrupt a prompt */
  headphones: boolean;
  /** the ID of a voice; "" for the one of the language */
  voice: string;
  /** speed of speech, .5–2 */
  rate: number;
  /** 600–60000; 0 waits for ever */
  answer_gap_ms: number;
  new_per_day: number;
  /** desired retention, .80–.95 */
  retention: number;
  /** the hour at which a day begins */
  rollover_hour: number;
  /** IANA name; "" for the computer's own. The page sends its own once */
  zone: string;
  /** of the app: en or fr */
  lang: string;
  /** short sounds mark the turns */
  earcons: boolean;
  theme: Theme;
  /** buttons holds the command of each button, or "talk". */
  buttons: Partial<Record<ButtonName, string>>;
  /** the command of each key, or "talk" */
  keys: Record<string, string>;
  /** spoken control words in the driving profile */
  control_words: boolean;
  /** the page listens only on request */
  push_to_talk: boolean;
  /** auto_backup makes backups automatically, each day and before large changes. */
  auto_backup: boolean;
  /**
   * backup_downloaded is when the page last downloaded a backup, and BackupLater when its reminder
   * was last put off, in ms since 1970; 0 for never.
   */
  backup_downloaded: number;
  /** ms since 1970 */
  backup_later: number;
  /** cards of a note are asked on different days */
  bury_siblings: boolean;
  easy_days: Record<DayName, Ease>;
  /** "knew it" and "missed it" only */
  two_button: boolean;
  /** in seconds, increasing: before a card enters review */
  learning_steps: number[];
  /** before it re-enters review after a lapse */
  relearning_steps: number[];
  /**
   * voice_command is the program that speaks instead of the built-in voice, with text on standard
   * input and WAV on standard output. The page cannot set it, because it names a program to run.
   */
  voice_command: string[];
}

/** Theme is the choice between dark and light. */
export type Theme =
  /** as the system has it */
  | "auto"
  | "light"
  | "dark";

/** ButtonName names a media button or a press of a switch. */
export type ButtonName =
  | "next"
  | "previous"
  | "playpause"
  /** one press of a switch */
  | "press"
  /** two quick presses */
  | "double"
  /** a long press */
  | "long";

/** VoiceSettings are the speech settings other than voice and rate. */
export interface VoiceSettings {
  /** a factor, .5–2; 1 for normal */
  pitch: number;
  /** voices maps a language to a voice's ID; AnswerVoices does so for the answer side of a card. */
  voices: Record<string, string>;
  answer_voices: Record<string, string>;
  pronounce: Pronunciation[];
}

/**
 * Pronunciation replaces a word or phrase that the learner wants pronounced differently: "Nguyen"
 * as "win".
 */
export interface Pronunciation {
  word: string;
  say: string;
  /** only in this language; "" means all */
  lang?: string;
}

/** EngineSettings are the settings of engines that are not built into Carrel. */
export interface EngineSettings {
  recogniser: Recogniser;
  /** wyoming_hear and WyomingSpeak are addresses of Wyoming servers as host:port; "" for none. */
  wyoming_hear: string;
  wyoming_speak: string;
}

/** Recogniser names a recogniser of speech. */
export type Recogniser =
  | "carrel"
  /** only if the browser confirms that it recognises on the device */
  | "browser"
  | "wyoming";

/** Profile is a profile with its description in the learner's language. */
export interface Profile {
  id: ProfileID;
  title: string;
  about: string;
  modes: Mode[];
  /** the profile is meant to be used by voice */
  ears: boolean;
}

/** WhatLeaves lists everything that can leave the device, and where it goes. */
export interface WhatLeaves {
  lines: string[];
}

/** Restored is the result of a restore. */
export interface Restored extends ImportResult {
  /** before is the backup of the previous collection, "" if it was empty. */
  before: string;
  /**
   * aside is the folder with the files of the previous collection if it could not be read, else "".
   */
  aside: string;
}

/** ImportResult is the result of importing one file. */
export interface ImportResult {
  file: string;
  format: string;
  notes: number;
  cards: number;
  reviews: number;
  media: number;
  /** notes that already existed */
  duplicates: number;
  updated?: number;
  readings?: number;
  skipped: Skip[];
  /** keys */
  settings_taken?: string[];
  settings_left?: SettingLeft[];
}

/** Skip reports a skipped part of a file, and why, in plain words. */
export interface Skip {
  /** the object and its place in the file */
  what: string;
  why: string;
  /**
   * lost means that the part is a row of the collection that could not be read, and not an object
   * that the target format cannot hold.
   */
  lost?: boolean;
}

/** SettingLeft is a setting in a file that the import did not take. */
export interface SettingLeft {
  key: string;
  /** JSON text, "" if it is too long to show */
  value?: string;
  class?: SettingClass;
  why: string;
  /** ask means that the learner can take the setting after being asked about it by name. */
  ask?: boolean;
}

/** SettingClass says who may choose a setting. Importing a file changes preferences only. */
export type SettingClass =
  /** a way the learner likes to study, on any device */
  | "preference"
  /** belongs to one device, such as its microphone or its loudspeaker */
  | "device"
  /** names a program to run */
  | "program"
  /** names another computer, or decides what is sent to one */
  | "address"
  /** a value that Carrel stores among the settings for itself */
  | "internal";

/** ImportLine is one line of the stream that an import answers with. */
export interface ImportLine {
  progress?: ImportProgress;
  /** in the last line */
  result?: ImportResult;
  /** in the last line */
  error?: Problem;
}

/** ImportProgress is how far an import is. */
export interface ImportProgress {
  done: number;
  /** 0 if it is unknown */
  total: number;
  /** what is counted: bytes, notes, cards */
  what: string;
}

/** Problem is why a request failed. */
export interface Problem {
  kind: ErrorKind;
  /** one plain sentence */
  message: string;
}

/**
 * ErrorKind classifies an error. Each host maps it to an HTTP status or an exit code in one place.
 */
export type ErrorKind =
  /** the request makes no sense as written */
  | "invalid"
  /** a file or stream is damaged or not what it claims */
  | "unreadable"
  /** it names an object that does not exist */
  | "not_found"
  /** something else is in the way: a second process, a newer version */
  | "conflict"
  /** understood, but not something Carrel can do */
  | "unsupported"
  /** possible, but not now: no space, no voice, no microphone */
  | "unavailable"
  /** the browser lacks the cookie, or another user asks */
  | "denied"
  /** Carrel's own fault */
  | "internal";

/** Failure is the answer of a request that failed. */
export interface Failure {
  error: Problem;
}

/** DeckChange holds the values of a deck to change; nil leaves a value unchanged. */
export interface DeckChange {
  retention?: number;
  deadline?: string;
  lang?: string;
}

/** Suspension suspends a card, or brings it back. */
export interface Suspension {
  suspended: boolean;
}

/** CardRetention is a card's own desired retention. */
export interface CardRetention {
  /** .70–.99, or 0 for its deck's */
  retention: number;
}

/** AskFrom chooses the deck whose cards follow sections without questions of their own. */
export interface AskFrom {
  /** its ID, or "" for none; missing changes nothing */
  deck?: string;
}

/** SessionEvent is one thing that happened. Its type is one of the types of this file. */
export type SessionEvent =
  | StartEvent
  | PlayedEvent
  | ClipEndedEvent
  | HeardEvent
  | NoMatchEvent
  | SilenceEvent
  | ButtonEvent
  | CommandEvent
  | ChooseEvent
  | TypedEvent
  | InterruptedEvent
  | ResumedEvent
  | EarsEvent;

/** StartEvent means that the learner wants to study. */
export interface StartEvent extends When {
  event: "start";
  profile?: ProfileID;
  mode?: Mode;
  /** none: all decks */
  decks?: string[];
  /** most cards to grade, 0 for no limit */
  limit?: number;
  seed?: number;
  /** nil takes the defaults */
  options?: SessionOptions;
  /** ears says whether the microphone is open; missing if that is as the settings say. */
  ears?: boolean;
  /** lesson: what to read */
  reading?: string;
  /** lesson: where to begin */
  place?: Place;
}

/** When is what every event may carry: when it happened. */
export interface When {
  /** an event of an older turn is ignored; 0: any turn */
  turn?: number;
  /** set by the program */
  now?: string;
  /** The position in ms from the start of the section, while a recording plays. */
  at_ms?: number;
}

/** SessionOptions are the learner's settings for the session. */
export interface SessionOptions {
  /** of the app's own words */
  lang?: string;
  /** time to answer; 0 waits for ever */
  answer_gap_ms: number;
  /** speed of speech, 1 normal */
  rate?: number;
  /** short sounds mark the turns */
  earcons: boolean;
  /** the microphone may be used */
  listening: boolean;
  /** speech may interrupt a prompt */
  headphones?: boolean;
  /** spoken control words while driving */
  control_words?: boolean;
  /** offer only knew and missed */
  two_grades?: boolean;
  /** next, previous, playpause → command */
  buttons?: Partial<Record<ButtonName, string>>;
}

/** PlayedEvent reports the position in a recording. The page sends it every few seconds. */
export interface PlayedEvent extends When {
  event: "played";
}

/** ClipEndedEvent means that everything said in this turn has been played. */
export interface ClipEndedEvent extends When {
  event: "clip_ended";
}

/** HeardEvent is an utterance that the recogniser understood. */
export interface HeardEvent extends When {
  event: "heard";
  text: string;
  /** 0–1; missing if the recogniser states none */
  confidence?: number;
  verdict?: Certainty;
  /** other texts it may have been */
  alternatives?: string[];
  how?: How;
}

/** Certainty is how sure a recogniser is of an utterance. */
export type Certainty =
  | "sure"
  /** the learner should confirm it */
  | "ask";

/** How is the way in which the learner did something. */
export type How =
  | "voice"
  | "key"
  | "touch"
  | "button";

/** NoMatchEvent is speech that the recogniser did not understand. */
export interface NoMatchEvent extends When {
  event: "no_match";
}

/** SilenceEvent means that the time to answer passed without speech. */
export interface SilenceEvent extends When {
  event: "silence";
}

/** ButtonEvent is a press of a media button or a switch. */
export interface ButtonEvent extends When {
  event: "button";
  button: ButtonName;
  how?: How;
}

/** CommandEvent is a command given by key or touch. */
export interface CommandEvent extends When {
  event: "command";
  command: Command;
  how?: How;
}

/** ChooseEvent is a choice of options by touch or key. */
export interface ChooseEvent extends When {
  event: "choose";
  /** from 0 */
  option?: number;
  /** instead of Option, if several can be right */
  options_chosen?: number[];
  how?: How;
}

/** TypedEvent is a typed answer. */
export interface TypedEvent extends When {
  event: "typed";
  text: string;
  how?: How;
}

/** InterruptedEvent is a call, a navigation prompt or a lost headset. */
export interface InterruptedEvent extends When {
  event: "interrupted";
}

/** ResumedEvent means that the page is back, or that a saved session is opened again. */
export interface ResumedEvent extends When {
  event: "resumed";
}

/**
 * EarsEvent means that the microphone was opened or closed during the session, by the learner or
 * because the browser or the device took it away.
 */
export interface EarsEvent extends When {
  event: "ears";
  open: boolean;
}

/** Trial is a text to try a voice with. */
export interface Trial {
  text: string;
  lang: string;
  voice: string;
  rate: number;
}

/** HeardText is a text that the browser's recogniser heard. */
export interface HeardText {
  lang: string;
  text: string;
}

/** WyomingAddress is the address of a Wyoming server. */
export interface WyomingAddress {
  /** host:port */
  address: string;
}

/** EraseEverything has the words that the learner types to erase everything. */
export interface EraseEverything {
  /** "erase everything" */
  confirm: string;
}

/** RestoreBackup names the backup to restore. */
export interface RestoreBackup {
  name: string;
}
