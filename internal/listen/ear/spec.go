package ear

import (
	"encoding/json"
	"os"
	"strings"
	"unicode/utf8"

	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/study"
)

// ReadGrammar makes a grammar from a specification on the command line: "commands" for
// all of Carrel's command words; "text|text" for these texts; otherwise the name of a
// file with one text per line, or with a Grammar as JSON.
func ReadGrammar(lang, spec string) (listen.Grammar, error) {
	if spec == "" || spec == "commands" {
		return listen.ForExpect(intent.Expect{Lang: lang, Commands: intent.Commands(), Confirm: true})
	}
	texts := strings.Split(spec, "|")
	if len(texts) == 1 {
		if st, err := os.Stat(spec); err == nil && !st.Mode().IsRegular() {
			return listen.Grammar{}, study.Errorf(study.Unreadable, "the grammar %s is not a file; name one with a text a line", spec)
		}
		data, err := os.ReadFile(spec)
		if err != nil {
			return listen.Grammar{}, study.Because(err, study.NotFound, "the grammar %q is neither \"commands\" nor a file that can be read; write texts with | between them", spec)
		}
		if !utf8.Valid(data) {
			return listen.Grammar{}, study.Errorf(study.Unreadable, "the grammar %s is not written in UTF-8; save it as UTF-8 text", spec)
		}
		text := strings.TrimPrefix(string(data), "\ufeff") // the byte order mark of Windows editors
		if text := strings.TrimSpace(text); strings.HasPrefix(text, "{") {
			return fromJSON(spec, []byte(text))
		}
		texts = strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	}
	var phrases []listen.Phrase
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" && !strings.HasPrefix(t, "#") {
			phrases = append(phrases, listen.Phrase{Text: t, Class: listen.Answer})
		}
	}
	if len(phrases) == 0 {
		return listen.Grammar{}, study.Errorf(study.Invalid, "the grammar %q holds no text that may be said; write one on each line of a file, or texts with | between them", spec)
	}
	return listen.NewGrammar(lang, phrases)
}

func fromJSON(name string, text []byte) (listen.Grammar, error) {
	var g listen.Grammar
	if err := json.Unmarshal(text, &g); err != nil {
		return g, study.Because(err, study.Unreadable, "the grammar %s is no JSON Carrel can read; it needs {\"lang\",\"phrases\":[{\"text\"}]}", name)
	}
	// Pronunciations are computed again, because the file may come from another version.
	return listen.NewGrammar(g.Lang, g.Phrases)
}
