package speech

// Settings is how a learner wants to be spoken to. The zero value is English
// at normal speed in each engine's first voice.
type Settings struct {
	// Lang is the language of text that names none, BCP 47; "" is English.
	Lang string `json:"lang,omitempty"`
	// Voices gives the Voice.ID for a language or a language with region.
	Voices map[string]string `json:"voices,omitempty"`
	// Rate and Pitch are factors; 0 is 1.
	Rate  float64 `json:"rate,omitempty"`
	Pitch float64 `json:"pitch,omitempty"`
	// Pronounce is said otherwise than written.
	Pronounce []Pronunciation `json:"pronounce,omitempty"`
}

// choice is a voice and the engine that has it.
type choice struct {
	engine Synthesizer
	voice  Voice
}

// choose finds the voice for a language: the one the text asked for, the one
// the learner chose, the first that speaks the language as spoken in that
// region, the first that speaks it at all.
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

// wishes lists the voices asked for, the weightiest first. A deck may ask for
// several, with commas or blanks between, in the manner of {{tts voices=…}};
// most name voices of other programs, which match nothing here.
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
