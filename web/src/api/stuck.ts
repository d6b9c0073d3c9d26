// Detects that the program has stopped answering: a call waits for its answer, and the shortest
// request there is gets no answer either. A call that only takes long, such as an import, does
// not count.

import { signal } from "@preact/signals";

/** whether the program has not answered for some seconds */
export const stuck = signal(false);

/** how long a call may take before the shortest request is sent */
const PATIENCE_MS = 6000;
/** how long the answer to that request may take */
const ANSWER_MS = 6000;

let underWay = 0;
let timer = 0;
let asked = 0;

/** ask sends the shortest request; awake reports whether there is a program that could answer. */
export interface Pulse {
  ask(): Promise<unknown>;
  awake(): boolean;
}

/** Watches a call until it is answered, and returns its result. */
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
  asked++; // an earlier request no longer counts
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
