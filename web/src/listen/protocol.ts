// The messages between the page and the recogniser's worker.

import type { Places } from "./assets";
import type { Template } from "./template";
import type { Grammar, ListenEvent, Timing } from "./types";

export type ToWorker =
  | { type: "load"; places: Places; lang: string }
  | { type: "sound"; port: MessagePort }
  | { type: "enrol"; templates: Template[] }
  | { type: "listen"; grammar: Grammar; timing: Timing }
  | { type: "start_timer" }
  | { type: "cancel" }
  | { type: "begin" }
  | { type: "end" }
  | { type: "open" };

export type FromWorker =
  | { type: "progress"; loaded: number; total: number }
  | { type: "ready"; lang: string }
  | { type: "second_ear" }
  | { type: "failed"; lang: string; message: string }
  | { type: "left_out"; phrases: string[] }
  | { type: "event"; event: ListenEvent };
