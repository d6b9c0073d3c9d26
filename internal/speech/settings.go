package speech

// Settings are a learner's settings for speech. The zero value is English at normal speed
// in each engine's first voice.
type Settings struct {
	// Lang is the language of text without a language, BCP 47; "" means English.
	Lang string `json:"lang,omitempty"`
	// Voices maps a language, with or without a region, to a Voice.ID.
	Voices map[string]string `json:"voices,omitempty"`
	// Rate and Pitch are factors; 0 means 1.
	Rate  float64 `json:"rate,omitempty"`
	Pitch float64 `json:"pitch,omitempty"`
	// Pronounce lists words to be pronounced differently than they are written.
	Pronounce []Pronunciation `json:"pronounce,omitempty"`
}

// choice is a voice and its engine.
type choice struct {
	engine Synthesizer
	voice  Voice
}

// choose returns the voice for a language: the voice that the text asks for, else the
// voice that the learner chose, else the first that speaks the language of that region,
// else the first that speaks the language.
func choose(engines []Synthesizer, lang, asked string, s Settings) (choice, bool) {
	var all []choice
	for _, e := range engines {
		for _, v := range e.Voices() {
			if base(v.Lang) == base(lang) {
				all = append(all, choice{e, v})
			}
		}
	}
	for _, wish := range wishes(lang, asked, s) {
		for _, c := range all {
			if wish == c.voice.ID() || wish == c.voice.Name {
				return c, true
			}
		}
	}
	for _, c := range all {
		if tag(lang) != base(lang) && tag(c.voice.Lang) == tag(lang) {
			return c, true
		}
	}
	if len(all) == 0 {
		return choice{}, false
	}
	return all[0], true
}

// wishes lists the requested voices in order of priority. A deck may ask for several,
// separated by commas or blanks, as in {{tts voices=…}}; most of those are voices of
// other programs, which match nothing here.
func wishes(lang, asked string, s Settings) []string {
	list := fieldsOf(asked)
	for _, key := range []string{tag(lang), base(lang)} {
		for l, id := range s.Voices {
			if id != "" && tag(l) == key {
				list = append(list, id)
			}
		}
	}
	return list
}
