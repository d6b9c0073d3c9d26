// The second ear: the program compiled from web/moonshine, with the English model Moonshine tiny.
// internal/listen/moonshine in Go runs the same bytes.

import constants from "../../../internal/listen/constants.json";
import type { Likelihoods, SecondEar } from "./opinion";
import type { Phrase } from "./types";

const k = constants.opinion;

interface Program {
  memory: WebAssembly.Memory;
  place(bytes: number): number;
  open(at: number, bytes: number): number;
  textAt(): number;
  soundAt(): number;
  soundFits(): number;
  likelyAt(): number;
  clear(): void;
  add(meaning: number, length: number): void;
  hear(samples: number): number;
}

export class Moonshine implements SecondEar {
  private tags: string[] = [];

  private constructor(private readonly program: Program) {}

  static async load(wasm: BufferSource, model: Uint8Array): Promise<Moonshine> {
    const { instance } = await WebAssembly.instantiate(wasm, {});
    const program = instance.exports as unknown as Program;
    const at = program.place(model.length);
    new Uint8Array(program.memory.buffer, at, model.length).set(model);
    if (!program.open(at, model.length)) throw new Error("the second recogniser does not know its model");
    return new Moonshine(program);
  }

  setPhrases(phrases: Phrase[]): void {
    this.program.clear();
    const numbers = new Map<string, number>();
    const room = new Uint8Array(this.program.memory.buffer, this.program.textAt(), k.longest_text);
    const encoder = new TextEncoder();
    for (const p of phrases) {
      if (!numbers.has(p.tag) && numbers.size >= k.most_meanings) continue;
      if (!numbers.has(p.tag)) numbers.set(p.tag, numbers.size);
      for (const text of [p.say, p.text]) {
        const bytes = encoder.encode(text);
        if (bytes.length > k.longest_text) continue;
        room.set(bytes);
        this.program.add(numbers.get(p.tag)!, bytes.length);
      }
    }
    this.tags = [...numbers.keys()];
  }

  hear(pcm: Float32Array): Likelihoods | null {
    const length = pcm.length + 2 * k.pad;
    if (pcm.length === 0 || length > this.program.soundFits()) return null;
    const sound = new Float32Array(this.program.memory.buffer, this.program.soundAt(), length);
    sound.fill(0);
    sound.set(pcm, k.pad);
    const free = this.program.hear(length);
    if (!(free <= 0)) return null; // some samples are not numbers
    const likely = new Float32Array(this.program.memory.buffer, this.program.likelyAt(), this.tags.length);
    return { free, of: this.tags.map((tag, i) => ({ tag, log: likely[i]! })) };
  }
}
