package session

import (
	"encoding/json"
	"testing"

	"carrel/internal/study"
)

func short(ask, answer string, also ...string) study.Question {
	q := study.Question{
		Card: study.DeriveID("card", ask), Note: study.DeriveID("note", ask), Kind: study.Short, Lang: "en",
		Ask: study.Say(ask, "en"), Reveal: study.Say(answer, "en"), Front: ask, Back: answer, Title: "Capitals",
		Accept: []study.Accept{{Text: answer, Weight: 1}}, Voice: true, Driving: true,
		Decoys: []string{"London", "Bern", "Vienna"},
	}
	for _, a := range also {
		q.Accept = append(q.Accept, study.Accept{Text: a, Weight: 1})
	}
	return q
}

func deckNamed(name string) []study.Question {
	switch name {
	case "capitals":
		return []study.Question{
			short("What is the capital of Canada?", "Ottawa"),
			short("What is the capital of France?", "Paris"),
			short("What is the capital of Peru?", "Lima"),
			short("What is the capital of Kenya?", "Nairobi"),
			short("What is the capital of Norway?", "Oslo"),
		}
	case "mixed":
		choice := short("Which metal is liquid at room temperature?", "mercury")
		choice.Kind, choice.Accept, choice.Decoys = study.Choice, nil, nil
		choice.Choices = []study.ChoiceText{{Text: "iron"}, {Text: "mercury", Weight: 1}, {Text: "gold"}, {Text: "lead"}, {Text: "tin"}}
		truth := short("Helium is lighter than air.", "true")
		truth.Kind, truth.Accept, truth.Decoys, truth.True = study.TrueFalse, nil, nil, true
		number := short("How many chess pieces does each side have?", "16")
		number.Kind, number.Accept, number.Decoys, number.Numbers = study.Numeric, nil, nil, []study.Range{{Min: 16, Max: 16, Weight: 1}}
		long := short("Why does ice float?", "It is less dense than water, because its crystal keeps molecules apart.")
		long.Kind, long.Accept, long.Decoys, long.Driving = study.Recall, nil, nil, false
		long.Ideas = []string{"ice is less dense than water", "the crystal keeps molecules apart"}
		long.Extra = study.Say("Most solids sink in their own liquid.", "en")
		recall := short("What is osmosis?", "Water passing through a membrane towards the saltier side.")
		recall.Kind, recall.Accept, recall.Decoys = study.Recall, nil, nil
		image := short("Which flag is this?", "Japan")
		image.Images, image.Voice, image.Driving, image.WhyNot = true, false, false, "it shows an image without a description"
		return []study.Question{choice, truth, number, long, recall, image}
	case "french":
		q := short("Quelle est la capitale de la Suisse ?", "Berne")
		q.Lang, q.Ask, q.Reveal = "fr", study.Say("Quelle est la capitale de la Suisse ?", "fr"), study.Say("Berne", "fr")
		q.Accept = []study.Accept{{Text: "Berne", Weight: 1}}
		q.Decoys = []string{"Genève", "Zurich"}
		q2 := q
		q2.Card = study.DeriveID("card", "2")
		q2.Ask, q2.Reveal = study.Say("Quelle est la capitale de l’Italie ?", "fr"), study.Say("Rome", "fr")
		q2.Accept = []study.Accept{{Text: "Rome", Weight: 1}}
		return []study.Question{q, q2}
	}
	return nil
}

// reload returns the saved state as a restarted program opens it after a crash:
// interrupted.
func reload(t *testing.T, s State) State {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	back, _ = Step(back, Interrupted{When: When{Now: back.Now}})
	return back
}
