package listen

import "carrel/internal/intent"

// harmless lists the commands that cost at most a repetition, or a look at the answer,
// when heard by mistake.
var harmless = map[intent.Command]bool{
	intent.Repeat: true, intent.Pause: true, intent.Resume: true, intent.Slower: true, intent.Faster: true,
	intent.Help: true, intent.Wait: true, intent.Explain: true, intent.Show: true,
}

// ForExpect makes the grammar of what may be said at this moment, in the language of the
// answers if there is a recogniser for it, else in the language of the commands. It
// reports what is heard as its words, for intent.Parse. It fails if there is nothing to
// listen for or the language has no recogniser.
func ForExpect(e intent.Expect) (Grammar, error) {
	lang := e.AnswerLang
	if lang == "" || !Listens(lang) {
		lang = e.Lang
	}
	if lang == "" {
		lang = "en"
	}
	phrases := intent.Phrases(e)
	list := make([]Phrase, len(phrases))
	for i, p := range phrases {
		list[i] = Phrase{Say: p.Words, Text: p.Words, Tag: string(p.Class) + ":" + p.Tag, Class: classOf(p)}
	}
	return NewGrammar(lang, list)
}

func classOf(p intent.Phrase) Class {
	switch p.Class {
	case intent.ClassCommand:
		if harmless[intent.Command(p.Tag)] {
			return Navigation
		}
		return Command
	case intent.ClassConfirm:
		return Command
	case intent.ClassOption:
		return Choice
	case intent.ClassNumber:
		return Number
	}
	// Another answer of the deck counts as an answer too, so that the judge learns what
	// was said.
	return Answer
}
