// Runs the page's own part of the recogniser under node, without the modules that it calls,
// for the comparison with Go (own_test.go): own-work.mjs SETUP.json. Prints the events of
// generated sound and how long it took.

import fs from "node:fs";
import { Dictionary } from "../../../../web/src/listen/dictionary";
import { Enrolment } from "../../../../web/src/listen/enrolment";
import { Interpreter } from "../../../../web/src/listen/interpret";
import type { Likelihoods, SecondEar } from "../../../../web/src/listen/opinion";
import { Recogniser } from "../../../../web/src/listen/recogniser";
import type { Decoded, Sphinx } from "../../../../web/src/listen/sphinx";
import type { Template } from "../../../../web/src/listen/template";
import type { Grammar, ListenEvent, Phrase } from "../../../../web/src/listen/types";

interface Setup {
  grammar: Grammar;
  dictionary: string;
  templates: Template[];
  /** 16 kHz mono, 32-bit floats */
  sound: string;
  second: boolean;
}

/** A decoder that ignores the sound but for its length. */
class Guess {
  private body = "";
  addWord(): void {}
  setGrammar(jsgf: string): void {
    this.body = jsgf.slice(jsgf.indexOf("<s> = ") + 6, jsgf.lastIndexOf(";"));
  }
  decode(pcm: Float32Array): Decoded {
    const frames = pcm.length / 160;
    const spoken = Math.max(1, frames - 25);
    if (this.body.startsWith("(")) return { words: ["pAA"], score: -50 * frames, frames, spoken };
    const routes = this.body.split(" | ");
    const words = routes[frames % routes.length]!.split(" ");
    return { words, score: -50 * frames + spoken * (((7 * frames + 11 * routes.length) % 30) - 20), frames, spoken };
  }
}

/** A second ear of the same kind, which often names the decoder's phrase. */
class SecondGuess implements SecondEar {
  private phrases: Phrase[] = [];
  private tags: string[] = [];
  setPhrases(phrases: Phrase[]): void {
    this.phrases = phrases;
    this.tags = [...new Set(phrases.map((p) => p.tag))];
  }
  hear(pcm: Float32Array): Likelihoods | null {
    const frames = pcm.length / 160;
    if (frames % 5 === 0) return null;
    const chosen = frames % 2 === 0 ? this.phrases[frames % this.phrases.length]!.tag : null;
    const log = (tag: string, i: number) => (tag === chosen ? 1 : -0.5 * ((frames * (i + 3)) % 31));
    return { free: -1, of: this.tags.map((tag, i) => ({ tag, log: log(tag, i) })) };
  }
}

const setup = JSON.parse(fs.readFileSync(process.argv[2]!, "utf8")) as Setup;
const bytes = fs.readFileSync(setup.sound);
const sound = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const interpreter = new Interpreter(
  new Guess() as unknown as Sphinx,
  new Dictionary(setup.dictionary),
  setup.grammar.lang,
);
if (setup.second) interpreter.ask(new SecondGuess());
const events: ListenEvent[] = [];
const recogniser = new Recogniser(interpreter, null, (e) => e.kind !== "level" && events.push(e), () => 0);
const start = performance.now();
recogniser.enrolment = new Enrolment(setup.templates);
const timing = { timeoutMs: 4000 };
recogniser.listen(setup.grammar, timing);
let outcomes = 0;
for (let at = 0; at < sound.length; at += 320) {
  recogniser.push(sound.subarray(at, at + 320));
  const now = events.filter((e) => e.kind !== "speech_start").length;
  if (now > outcomes) recogniser.listen(setup.grammar, timing);
  outcomes = now;
}
recogniser.flush();
console.log(JSON.stringify({ ms: performance.now() - start, events }));
