// PocketSphinx (the wasm of npm soundswallower) as a decoder for whole utterances.
// internal/listen/sphinx in Go makes the same calls in the same order, so that a clip gives the
// same words and the same score in both.

import exportMap from "../../../internal/listen/exports/soundswallower.json";
import constants from "../../../internal/listen/constants.json";
import { CModule } from "./emscripten";

/** The files of an acoustic model and its dictionary. */
export interface Model {
  mdef: Uint8Array;
  means: Uint8Array;
  variances: Uint8Array;
  sendump: Uint8Array;
  transition_matrices: Uint8Array;
  /** parsed feat_params.json */
  featParams: Record<string, string | number | boolean>;
}

/** A decoded utterance: its words without silences, the score, and the frames with words. */
export interface Decoded {
  words: string[];
  /** the sum over the whole path, in the decoder's log units */
  score: number;
  frames: number;
  /** frames (10 ms) of words, without silence and noise */
  spoken: number;
}

/** the parameters of the decoder's search for the best path */
export type Search = typeof constants.decoder.phrases;

const d = constants.decoder;

export class Sphinx {
  private known = new Set<string>();
  private grammar = "";

  private constructor(
    private readonly c: CModule,
    private readonly decoder: number,
  ) {}

  static async load(wasm: BufferSource, model: Model, log?: (line: string) => void): Promise<Sphinx> {
    const c = await CModule.start(wasm, exportMap, log);
    const config = {
      ...model.featParams,
      samprate: constants.rate,
      cmn: "batch",
      // Scores are relative to the best state of each frame. Only if all states are computed are
      // they comparable between grammars.
      compallsen: true,
      // RNNoise has removed the noise already.
      remove_noise: false,
      loglevel: log ? "INFO" : "FATAL",
    };
    const decoder = c.withString(JSON.stringify(config), (at) =>
      c.call("decoder_create", c.call("config_parse_json", 0, at)),
    );
    check(decoder !== 0, "its settings");
    check(c.call("decoder_init_cleanup", decoder) >= 0, "a clean start");
    check(c.call("decoder_init_fe", decoder) !== 0, "the front end");
    check(c.call("decoder_init_feat_s3file", decoder, 0) !== 0, "the features");
    check(c.call("decoder_init_acmod_pre", decoder) !== 0, "the acoustic model");
    // The files stay in the module's memory, because the decoder reads some of them in place.
    const file = (bytes: Uint8Array) => c.call("s3file_init", c.put(bytes), bytes.length);
    const mdef = c.call("bin_mdef_read_s3file", file(model.mdef), 0);
    check(mdef !== 0, "mdef");
    c.call("set_mdef", decoder, mdef);
    const tmat = c.call(
      "tmat_init_s3file",
      file(model.transition_matrices),
      c.call("decoder_logmath", decoder),
      d.tmatfloor,
    );
    check(tmat !== 0, "transition_matrices");
    c.call("set_tmat", decoder, tmat);
    check(
      c.call("load_gmm", decoder, file(model.means), file(model.variances), 0, file(model.sendump)) >= 0,
      "means, variances and sendump",
    );
    check(c.call("decoder_init_acmod_post", decoder) >= 0, "the acoustic model");
    // Each grammar adds its words, so the decoder starts only with silences.
    const fillers = new TextEncoder().encode(constants.decoder.fillers);
    check(c.call("decoder_init_dict_s3file", decoder, 0, file(fillers)) !== 0, "the dictionary");
    return new Sphinx(c, decoder);
  }

  /** Adds a word. A second pronunciation has the name "word(2)". A known word stays unchanged. */
  addWord(word: string, phones: string): void {
    if (this.known.has(word)) return;
    const id = this.c.withString(word, (w) =>
      this.c.withString(phones, (p) => this.c.call("decoder_add_word", this.decoder, w, p, 0)),
    );
    if (id < 0) throw new Error(`the recogniser does not take "${word}" as ${phones}`);
    this.known.add(word);
  }

  /** Sets a JSGF grammar. All of its words must have been added before. */
  setGrammar(jsgf: string, search: Search): void {
    if (jsgf === this.grammar) return;
    const c = this.c;
    const config = c.call("decoder_config", this.decoder);
    for (const beam of ["beam", "pbeam", "wbeam"] as const) {
      c.withString(beam, (name) => c.call("config_set_float", config, name, search[beam]));
    }
    const parsed = c.withString(jsgf, (at) => c.call("jsgf_parse_string", at, 0));
    check(parsed !== 0, "the grammar");
    const rule = c.call("jsgf_get_public_rule", parsed);
    check(rule !== 0, "the grammar's public rule");
    const fsg = c.call("jsgf_build_fsg", parsed, rule, c.call("decoder_logmath", this.decoder), search.lw);
    c.call("jsgf_grammar_free", parsed);
    this.grammar = "";
    check(fsg !== 0 && c.call("decoder_set_fsg", this.decoder, fsg) >= 0, "the grammar's words");
    this.grammar = jsgf;
  }

  /** Decodes a whole utterance, 16 kHz mono, −1 to 1; null if no path fits the grammar. */
  decode(pcm: Float32Array): Decoded | null {
    const c = this.c;
    check(c.call("decoder_start_utt", this.decoder) >= 0, "an utterance");
    const at = c.malloc(pcm.length * 4);
    c.floats.set(pcm, at >> 2);
    const frames = c.call("decoder_process_float32", this.decoder, at, pcm.length, 0, 1);
    c.free(at);
    check(c.call("decoder_end_utt", this.decoder) >= 0, "the utterance's end");
    if (frames < 0) throw new Error("the recogniser could not process the audio");
    const out = c.malloc(8);
    try {
      const hyp = c.call("decoder_hyp", this.decoder, out);
      if (hyp === 0) return null;
      const result: Decoded = { words: [], score: c.int32(out), frames, spoken: 0 };
      for (let seg = c.call("decoder_seg_iter", this.decoder); seg !== 0; seg = c.call("seg_iter_next", seg)) {
        const word = c.string(c.call("seg_iter_word", seg));
        if (!isWord(word)) continue;
        c.call("seg_iter_frames", seg, out, out + 4);
        result.spoken += c.int32(out + 4) - c.int32(out) + 1;
        result.words.push(word.replace(/\(\d+\)$/, ""));
      }
      return result.words.length === 0 ? null : result;
    } finally {
      c.free(out);
    }
  }
}

/** Reports whether a token is a word, and not silence, noise or a joint of the grammar. */
function isWord(word: string): boolean {
  return !/^[<[(+]/.test(word);
}

function check(ok: boolean, what: string): void {
  if (!ok) throw new Error(`the recogniser did not accept ${what}`);
}
