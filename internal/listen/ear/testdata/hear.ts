// Runs the page's recogniser under node on recordings, for the comparison with
// Go: hear.mjs SETUP.json, which names the parts, the grammar and the 16 kHz
// mono WAV files; prints each file's events as JSON lines.

import fs from "node:fs";
import { Dictionary } from "../../../../web/src/listen/dictionary";
import { Interpreter } from "../../../../web/src/listen/interpret";
import { Moonshine } from "../../../../web/src/listen/moonshine";
import { Recogniser } from "../../../../web/src/listen/recogniser";
import { RNNoise } from "../../../../web/src/listen/rnnoise";
import { Sphinx } from "../../../../web/src/listen/sphinx";
import type { Grammar, ListenEvent } from "../../../../web/src/listen/types";

interface Setup {
  sphinx: string;
  rnnoise: string;
  model: string;
  dictionary: string;
  featParams: Record<string, string | number | boolean>;
  moonshine: string;
  moonshineModel: string;
  grammar: Grammar;
  clips: string[];
}

const setup = JSON.parse(fs.readFileSync(process.argv[2]!, "utf8")) as Setup;
const file = (name: string) => new Uint8Array(fs.readFileSync(`${setup.model}/${name}`));
const sphinx = await Sphinx.load(fs.readFileSync(setup.sphinx), {
  mdef: file("mdef"),
  means: file("means"),
  variances: file("variances"),
  sendump: file("sendump"),
  transition_matrices: file("transition_matrices"),
  featParams: setup.featParams,
});
const second = setup.moonshine ? await Moonshine.load(fs.readFileSync(setup.moonshine), new Uint8Array(fs.readFileSync(setup.moonshineModel))) : null;
const interpreter = new Interpreter(sphinx, new Dictionary(fs.readFileSync(setup.dictionary, "utf8")), setup.grammar.lang);
if (second) interpreter.ask(second);
for (const clip of setup.clips) {
  const noise = setup.rnnoise ? await RNNoise.load(fs.readFileSync(setup.rnnoise)) : null;
  const events: ListenEvent[] = [];
  const recogniser = new Recogniser(interpreter, noise, (e) => e.kind !== "level" && events.push(e), () => 0);
  const sound = samples(fs.readFileSync(clip));
  const step = 320; // as the AudioWorklet sends it
  let outcomes = 0;
  recogniser.listen(setup.grammar, {});
  for (let at = 0; at < sound.length; at += step) {
    recogniser.push(sound.subarray(at, at + step));
    const now = events.filter((e) => e.kind !== "speech_start").length;
    if (now > outcomes) recogniser.listen(setup.grammar, {});
    outcomes = now;
  }
  recogniser.flush();
  console.log(JSON.stringify({ clip, events }));
}

function samples(wav: Buffer): Float32Array {
  const at = wav.indexOf("data") + 8;
  const count = (wav.length - at) >> 1;
  return Float32Array.from({ length: count }, (_, i) => wav.readInt16LE(at + 2 * i) / 32768);
}
