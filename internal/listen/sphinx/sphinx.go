//go:build !js

package sphinx

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"strings"

	"carrel/internal/listen"
	"carrel/internal/listen/emscripten"
	"carrel/internal/listen/exports"
	"carrel/internal/study"
)

// Sphinx is a decoder with a loaded model. It is not safe for concurrent use.
type Sphinx struct {
	c       *emscripten.Module
	decoder float64
	known   map[string]bool
	grammar string
	err     error // the first error in a chain of calls
}

// Load starts a decoder from the wasm of npm soundswallower and a model.
func Load(ctx context.Context, wasm []byte, model *Model) (*Sphinx, error) {
	names, err := exports.SoundSwallower()
	if err != nil {
		return nil, err
	}
	c, err := emscripten.Start(ctx, wasm, names)
	if err != nil {
		return nil, err
	}
	s := &Sphinx{c: c, known: map[string]bool{}}
	if s.load(ctx, model); s.err != nil {
		c.Close(ctx)
		return nil, s.err
	}
	return s, nil
}

func (s *Sphinx) load(ctx context.Context, model *Model) {
	d := listen.Shared.Decoder
	config := maps.Clone(model.Features)
	maps.Copy(config, map[string]any{
		"samprate": listen.Shared.Rate, "cmn": "batch",
		// The decoder's scores are relative to the best state of each frame. They are
		// comparable between grammars only if all states are computed.
		"compallsen": true,
		// RNNoise has already removed the noise.
		"remove_noise": false, "loglevel": "FATAL",
	})
	text, err := json.Marshal(config)
	if err != nil {
		s.err = study.Because(err, study.Internal, "the recogniser's settings cannot be written")
		return
	}
	settings := s.call(ctx, "config_parse_json", 0, s.put(ctx, text))
	s.decoder = s.call(ctx, "decoder_create", settings)
	s.check(s.decoder != 0, "its settings")
	s.check(signed(s.call(ctx, "decoder_init_cleanup", s.decoder)) >= 0, "a clean start")
	s.check(s.call(ctx, "decoder_init_fe", s.decoder) != 0, "the front end")
	s.check(s.call(ctx, "decoder_init_feat_s3file", s.decoder, 0) != 0, "the features")
	s.check(s.call(ctx, "decoder_init_acmod_pre", s.decoder) != 0, "the acoustic model")
	// The files stay in the module's memory, because the decoder reads some of them in
	// place.
	mdef := s.call(ctx, "bin_mdef_read_s3file", s.file(ctx, model.MDef), 0)
	s.check(mdef != 0, "mdef")
	s.call(ctx, "set_mdef", s.decoder, mdef)
	tmat := s.call(ctx, "tmat_init_s3file", s.file(ctx, model.Transitions), s.call(ctx, "decoder_logmath", s.decoder), d.TmatFloor)
	s.check(tmat != 0, "transition_matrices")
	s.call(ctx, "set_tmat", s.decoder, tmat)
	gmm := s.call(ctx, "load_gmm", s.decoder, s.file(ctx, model.Means), s.file(ctx, model.Variances), 0, s.file(ctx, model.Sendump))
	s.check(signed(gmm) >= 0, "means, variances and sendump")
	s.check(signed(s.call(ctx, "decoder_init_acmod_post", s.decoder)) >= 0, "the acoustic model")
	// Words come with each grammar, so the decoder starts with silences only.
	s.check(s.call(ctx, "decoder_init_dict_s3file", s.decoder, 0, s.file(ctx, []byte(d.Fillers))) != 0, "the dictionary")
}

// Close frees the decoder.
func (s *Sphinx) Close(ctx context.Context) error { return s.c.Close(ctx) }

// AddWord adds a word; a second pronunciation has the name "word(2)". It does nothing for
// a known word.
func (s *Sphinx) AddWord(ctx context.Context, word, phones string) error {
	if s.known[word] {
		return nil
	}
	w, p := s.put(ctx, []byte(word)), s.put(ctx, []byte(phones))
	id := signed(s.call(ctx, "decoder_add_word", s.decoder, w, p, 0))
	s.call(ctx, "free", w)
	s.call(ctx, "free", p)
	if err := s.take(); err != nil {
		return err
	}
	if id < 0 {
		return study.Errorf(study.Invalid, "the recogniser does not take %q as %s", word, phones)
	}
	s.known[word] = true
	return nil
}

// SetGrammar sets a JSGF grammar whose words have all been added. The decoder listens for
// its public rule.
func (s *Sphinx) SetGrammar(ctx context.Context, jsgf string, search listen.Search) error {
	if jsgf == s.grammar {
		return nil
	}
	config := s.call(ctx, "decoder_config", s.decoder)
	for _, beam := range []struct {
		name  string
		value float64
	}{{"beam", search.Beam}, {"pbeam", search.PBeam}, {"wbeam", search.WBeam}} {
		name := s.put(ctx, []byte(beam.name))
		s.call(ctx, "config_set_float", config, name, beam.value)
		s.call(ctx, "free", name)
	}
	text := s.put(ctx, []byte(jsgf))
	parsed := s.call(ctx, "jsgf_parse_string", text, 0)
	s.call(ctx, "free", text)
	s.check(parsed != 0, "the grammar")
	rule := s.call(ctx, "jsgf_get_public_rule", parsed)
	s.check(rule != 0, "the grammar's public rule")
	fsg := s.call(ctx, "jsgf_build_fsg", parsed, rule, s.call(ctx, "decoder_logmath", s.decoder), search.LW)
	s.call(ctx, "jsgf_grammar_free", parsed)
	s.grammar = ""
	s.check(fsg != 0 && signed(s.call(ctx, "decoder_set_fsg", s.decoder, fsg)) >= 0, "the grammar's words")
	if err := s.take(); err != nil {
		return err
	}
	s.grammar = jsgf
	return nil
}

// variant matches the suffix of a further pronunciation: "w7(2)".
var variant = regexp.MustCompile(`\(\d+\)$`)

// Decode decodes a whole utterance, 16 kHz mono, −1 to 1. nil without an error means that
// no path through the grammar fits.
func (s *Sphinx) Decode(ctx context.Context, pcm []float32) (*listen.Decoded, error) {
	s.check(signed(s.call(ctx, "decoder_start_utt", s.decoder)) >= 0, "an utterance")
	at := s.call(ctx, "malloc", float64(4*len(pcm)))
	s.check(at != 0, "so long an utterance")
	if s.err == nil {
		s.c.PutFloats(uint32(at), pcm)
	}
	frames := signed(s.call(ctx, "decoder_process_float32", s.decoder, at, float64(len(pcm)), 0, 1))
	s.call(ctx, "free", at)
	s.check(signed(s.call(ctx, "decoder_end_utt", s.decoder)) >= 0, "the utterance's end")
	s.check(frames >= 0, "the audio")
	out := s.call(ctx, "malloc", 8)
	hyp := s.call(ctx, "decoder_hyp", s.decoder, out)
	if err := s.take(); err != nil || hyp == 0 {
		return nil, err
	}
	result := &listen.Decoded{Score: int(s.c.Int32(uint32(out))), Frames: int(frames)}
	for seg := s.call(ctx, "decoder_seg_iter", s.decoder); seg != 0; seg = s.call(ctx, "seg_iter_next", seg) {
		word := s.c.String(uint32(s.call(ctx, "seg_iter_word", seg)))
		if strings.ContainsAny(word[:min(1, len(word))], "<[(+") {
			continue // silence, noise or a null transition
		}
		s.call(ctx, "seg_iter_frames", seg, out, out+4)
		result.Spoken += int(s.c.Int32(uint32(out)+4)-s.c.Int32(uint32(out))) + 1
		result.Words = append(result.Words, variant.ReplaceAllString(word, ""))
	}
	s.call(ctx, "free", out)
	if err := s.take(); err != nil || len(result.Words) == 0 {
		return nil, err
	}
	return result, nil
}

// call calls a function unless an earlier call failed; take returns the first error.
func (s *Sphinx) call(ctx context.Context, name string, args ...float64) float64 {
	if s.err != nil {
		return 0
	}
	v, err := s.c.Call(ctx, name, args...)
	s.err = err
	return float64(v)
}

func (s *Sphinx) take() error {
	err := s.err
	s.err = nil
	return err
}

func (s *Sphinx) check(ok bool, what string) {
	if s.err == nil && !ok {
		s.err = study.Errorf(study.Internal, "the recogniser did not accept %s", what)
	}
}

func (s *Sphinx) put(ctx context.Context, data []byte) float64 {
	if s.err != nil {
		return 0
	}
	at, err := s.c.Put(ctx, data)
	s.err = err
	return float64(at)
}

func (s *Sphinx) file(ctx context.Context, data []byte) float64 {
	return s.call(ctx, "s3file_init", s.put(ctx, data), float64(len(data)))
}

// signed converts a C int, which Call returns as its bits.
func signed(v float64) int32 { return int32(uint32(v)) }
