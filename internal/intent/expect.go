package intent

import "carrel/internal/study"

// Expect describes what can be said right now. The zero value expects only the four
// essential commands, in English.
type Expect struct {
	Lang       string    `json:"lang,omitempty"`        // of the commands; BCP 47
	AnswerLang string    `json:"answer_lang,omitempty"` // of answers; "" as Lang
	Commands   []Command `json:"commands,omitempty"`    // in addition to the essential ones
	Options    []Option  `json:"options,omitempty"`     // the choices, in the order spoken
	Several    bool      `json:"several,omitempty"`     // several options can be named
	Answers    []string  `json:"answers,omitempty"`     // accepted answers to the card
	Decoys     []string  `json:"decoys,omitempty"`      // other answers of the deck
	Numbers    bool      `json:"numbers,omitempty"`     // any number can be said
	TrueFalse  bool      `json:"true_false,omitempty"`
	Confirm    bool      `json:"confirm,omitempty"` // yes or no
}

// Option is one choice. Index counts from 0 in the order spoken.
type Option struct {
	Index int    `json:"index"`
	Text  string `json:"text"`
}

// ForQuestion returns what can be said as an answer to q, and the commands, which are
// spoken in lang. commands may be nil.
func ForQuestion(q study.Question, lang string, commands []Command) Expect {
	e := Expect{Lang: lang, AnswerLang: q.Lang, Commands: commands}
	switch q.Kind {
	case study.Choice, study.Multiple, study.Matching:
		for i, c := range q.Choices {
			e.Options = append(e.Options, Option{i, c.Text})
		}
		e.Several = q.Kind == study.Multiple
	case study.TrueFalse:
		e.TrueFalse = true
	}
	// Kinds differ in how they are asked; every accepted answer of a question can be said.
	for _, a := range q.Accept {
		e.Answers = append(e.Answers, a.Text)
	}
	e.Numbers = q.Kind == study.Numeric || len(q.Numbers) > 0
	e.Decoys = q.Decoys
	return e
}

// answering reports whether free text can be an answer at all.
func (e Expect) answering() bool {
	return len(e.Options) > 0 || len(e.Answers) > 0 || len(e.Decoys) > 0 || e.Numbers || e.TrueFalse
}

func (e Expect) answerLang() string {
	if e.AnswerLang != "" {
		return e.AnswerLang
	}
	return e.Lang
}

// expects reports whether c can be said now.
func (e Expect) expects(c Command) bool {
	if c.Essential() {
		return true
	}
	if e.Confirm && (c == Yes || c == No) {
		return true
	}
	for _, x := range e.Commands {
		if x == c {
			return true
		}
	}
	return false
}
