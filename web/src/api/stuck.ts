// Notices that the program has stopped answering: a call is under way, and the
// shortest question there is gets no answer either. A call that merely takes long,
// such as an import, is no reason to worry anybody.

import { signal } from "@preact/signals";

/** the program has not answered for some seconds */
export const stuck = signal(false);

/** how long a call may take before the program is asked whether it is there */
const PATIENCE_MS = 6000;
/** how long it has for that, busy as it may be */
const ANSWER_MS = 6000;

let underWay = 0;
let timer = 0;
let asked = 0;

/** ask sends the shortest question; awake tells whether there is a program that could answer. */
export interface Pulse {
  ask(): Promise<unknown>;
  awake(): boolean;
}

/** Watches a call until it is answered. */
export async function watched<T>(call: Promise<T>, pulse: Pulse): Promise<T> {
  if (++underWay === 1) rest(pulse);
  try {
    return await call;
  } finally {
    alive();
    if (--underWay === 0) window.clearTimeout(timer);
    else rest(pulse);
  }
}

function alive(): void {
  asked++; // a question on its way no longer matters
  stuck.value = false;
}

function rest(pulse: Pulse): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => look(pulse), PATIENCE_MS);
}

function look(pulse: Pulse): void {
  if (!pulse.awake()) {
    rest(pulse);
    return;
  }
  const mine = ++asked;
  timer = window.setTimeout(() => {
    if (mine === asked && underWay > 0) stuck.value = true;
  }, ANSWER_MS);
  const answered = () => {
    if (mine !== asked) return;
    alive();
    if (underWay > 0) rest(pulse);
  };
  pulse.ask().then(answered, answered);
}
