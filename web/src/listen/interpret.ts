// From the sound of one utterance to a judged phrase. The best path through the grammar is compared
// with a free phone loop, which shows how well it fits, and with the best path of another meaning,
// which shows how near the next candidate is.

import constants from "../../../internal/listen/constants.json";
import { withAccents } from "./accent";
import type { Dictionary } from "./dictionary";
import * as opinion from "./opinion";
import type { Likelihoods, SecondEar } from "./opinion";
import type { Utterance } from "./segment";
import type { Decoded, Sphinx } from "./sphinx";
import type { Alternative, Grammar, Phrase } from "./types";
import { judge, longestSpoken, type Evidence, type Judgement } from "./verdict";

const limits = constants.limits;

export interface Reading extends Judgement {
  phrase: Phrase | null;
  said: string;
  alternatives: Alternative[];
}

export const NOTHING: Reading = {
  phrase: null,
  said: "",
  verdict: "refuse",
  confidence: 0,
  score: -Infinity,
  margin: 0,
  alternatives: [],
};

interface Route {
  phrase: Phrase;
  tokens: string[];
}

/** Reads utterances with the current grammar. */
export class Interpreter {
  private phrases: Phrase[] = [];
  private routes: Route[] = [];
  private byTokens = new Map<string, Phrase>();
  private tokens = new Map<string, string>();
  private count = 0;
  /** the largest number of frames that the longest phrase can take */
  private longest = 0;
  private second: SecondEar | null = null;
  private readonly loop: string;

  constructor(
    private readonly sphinx: Sphinx,
    private readonly dictionary: Dictionary,
    lang: string,
  ) {
    const phones = (constants.phones as Record<string, string>)[lang]!.split(" ");
    for (const p of phones) sphinx.addWord(`p${p}`, p);
    this.loop = jsgf(`( ${phones.map((p) => `p${p}`).join(" | ")} )+`);
  }

  /** Uses a second ear beside the decoder from now on. */
  ask(second: SecondEar): void {
    this.second = second;
    second.setPhrases(this.phrases);
  }

  /** Takes the phrases of a grammar. Leaves out and returns those with an unpronounceable word. */
  prepare({ phrases, words }: Grammar): string[] {
    this.routes = [];
    this.byTokens = new Map();
    this.longest = 0;
    const left: string[] = [];
    this.phrases = phrases.slice(0, limits.phrases);
    for (const phrase of this.phrases) {
      const said = phrase.say.split(" ").filter(Boolean).slice(0, limits.words_in_phrase);
      const tokens = said.map((word) => this.token(word, words[word] ?? []));
      if (tokens.length === 0 || tokens.includes("")) {
        left.push(phrase.text);
        continue;
      }
      const key = tokens.join(" ");
      if (this.byTokens.has(key)) continue;
      this.byTokens.set(key, phrase);
      this.routes.push({ phrase, tokens });
      this.longest = Math.max(this.longest, longestSpoken(letters(phrase)));
    }
    // Let the decoder build its network of all phrases now, and not while a learner waits.
    if (this.routes.length > 0) this.among(this.routes);
    this.second?.setPhrases(this.phrases);
    return left;
  }

  /** Judges a trimmed utterance. */
  read({ pcm, original, snrDb }: Utterance): Reading {
    const best = this.path(pcm, () => true);
    if (!best) return NOTHING;
    const phrase = this.phraseOf(best);
    const said = phrase.say;
    this.sphinx.setGrammar(this.loop, constants.decoder.loop);
    const loop = this.sphinx.decode(pcm);
    if (!loop) return { ...NOTHING, phrase, said };
    const evidence = (d: Decoded, p: Phrase): Evidence => ({
      path: d.score,
      loop: loop.score,
      rival: null,
      spoken: d.spoken,
      frames: d.frames,
      snrDb,
      class: p.class,
      letters: letters(p),
      opinion: null,
    });
    const likely = this.second?.hear(original) ?? null;
    if (likely) return this.weigh(pcm, best, evidence, likely);
    const first = judge(evidence(best, phrase));
    if (first.verdict === "refuse") return { ...first, phrase, said, alternatives: [] };
    const other = this.path(pcm, (p) => p.tag !== phrase.tag);
    if (!other) return { ...first, phrase, said, alternatives: [] };
    const rival = this.phraseOf(other);
    const alternatives = [{ text: rival.text, tag: rival.tag, confidence: judge(evidence(other, rival)).confidence }];
    return { ...judge({ ...evidence(best, phrase), rival: other.score }), phrase, said, alternatives };
  }

  /**
   * Chooses between the best phrases of the decoder and of the second ear. If both are the same and
   * clearly ahead, there is no choice to make. Otherwise the rival is the phrase of the second ear,
   * or the decoder's next best.
   */
  private weigh(
    pcm: Float32Array,
    best: Decoded,
    evidence: (d: Decoded, p: Phrase) => Evidence,
    likely: Likelihoods,
  ): Reading {
    let phrase = this.phraseOf(best);
    const { tag, lead } = opinion.best(likely);
    const agrees = tag === phrase.tag;
    const over = agrees ? lead : opinion.likelihood(likely, phrase.tag) - opinion.likelihood(likely, tag);
    const fit = (p: Phrase) => opinion.fit(likely, p.tag);
    const read = (e: Evidence, alternatives: Alternative[]): Reading => ({
      ...judge(e),
      phrase,
      said: phrase.say,
      alternatives,
    });
    const alone: Evidence = { ...evidence(best, phrase), opinion: { agrees, fit: fit(phrase), lead: over } };
    if (agrees && lead >= constants.opinion.clear_lead) return read(alone, []);
    let other = this.path(pcm, (p) => (p.tag === tag) !== agrees);
    if (!other) return read(alone, []); // it has no pronunciation, or there is no other phrase
    let rival = this.phraseOf(other);
    let ahead = opinion.likelihood(likely, phrase.tag) - opinion.likelihood(likely, rival.tag);
    if ((best.score - other.score) / Math.max(best.spoken, constants.verdict.fewest_spoken) + ahead < 0) {
      [best, other, phrase, rival, ahead] = [other, best, rival, phrase, -ahead];
    }
    const against = (d: Decoded, rivals: Decoded, p: Phrase, by: number): Evidence => ({
      ...evidence(d, p),
      rival: rivals.score,
      opinion: { agrees: agrees && p.tag === tag, fit: fit(p), lead: by },
    });
    const { confidence } = judge(against(other, best, rival, -ahead));
    return read(against(best, other, phrase, ahead), [{ text: rival.text, tag: rival.tag, confidence }]);
  }

  private phraseOf(d: Decoded): Phrase {
    return this.byTokens.get(d.words.join(" "))!;
  }

  /** Reports whether a phrase of the grammar can be as long as the voice, in frames. */
  mayHold(voiced: number): boolean {
    return voiced <= constants.endpoint.voiced_over_spoken * this.longest;
  }

  /** Returns the meaning of longer phrases: all the same, or some other; null without any. */
  mayGoOn(reading: Reading): "same" | "other" | null {
    const longer = this.routes.filter((r) => r.phrase.say.startsWith(reading.said + " "));
    if (longer.length === 0) return null;
    return longer.every((r) => r.phrase.tag === reading.phrase?.tag) ? "same" : "other";
  }

  /** Lets the decoder search for some phrases, at least one. */
  private among(routes: Route[]): void {
    this.sphinx.setGrammar(jsgf(routes.map((r) => r.tokens.join(" ")).join(" | ")), constants.decoder.phrases);
  }

  private path(pcm: Float32Array, keep: (p: Phrase) => boolean): Decoded | null {
    const routes = this.routes.filter((r) => keep(r.phrase));
    if (routes.length === 0) return null;
    this.among(routes);
    const found = this.sphinx.decode(pcm);
    // A path that stops in the middle of a phrase does not count.
    return found && this.byTokens.has(found.words.join(" ")) ? found : null;
  }

  /**
   * Returns the decoder's name for a word, or "" if it has no pronunciation. The name is a number,
   * so that the text of a card never enters the syntax of the grammar.
   */
  private token(word: string, guesses: string[]): string {
    const known = this.dictionary.lookup(word);
    const prons = withAccents((known.length > 0 ? known : guesses).slice(0, limits.pronunciations));
    const key = `${word}\n${prons.join("\n")}`;
    let name = this.tokens.get(key);
    if (name !== undefined) return name;
    name = prons.length > 0 && word.length <= limits.letters_in_word ? `w${this.count++}` : "";
    if (name) prons.forEach((p, i) => this.sphinx.addWord(i === 0 ? name! : `${name}(${i + 1})`, p));
    this.tokens.set(key, name);
    return name;
  }
}

function letters(p: Phrase): number {
  return [...p.say].length;
}

function jsgf(body: string): string {
  return `#JSGF V1.0;\ngrammar carrel;\npublic <s> = ${body};\n`;
}
