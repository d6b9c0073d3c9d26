package listen

import "carrel/internal/intent"

// harmless are the commands that cost at most a repetition when heard by
// mistake.
var harmless = map[intent.Command]bool{
	intent.Repeat: true, intent.Pause: true, intent.Resume: true, intent.Slower: true, intent.Faster: true,
	intent.Help: true, intent.Wait: true, intent.Explain: true,
}

// ForExpect makes the grammar of what may be said now. What is heard is
// reported as its words, for intent.Parse to read.
func ForExpect(e intent.Expect) (Grammar, error) {
	phrases := intent.Phrases(e)
	list := make([]Phrase, len(phrases))
	for i, p := range phrases {
		list[i] = Phrase{Say: p.Words, Text: p.Words, Tag: string(p.Class) + ":" + p.Tag, Class: classOf(p)}
	}
	lang := e.Lang
	if lang == "" {
		lang = "en"
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
	// Another answer of the deck is an answer too: the judge learns what was said.
	return Answer
}
