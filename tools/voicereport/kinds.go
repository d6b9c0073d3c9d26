package main

import (
	"fmt"
	"strings"

	"carrel/internal/intent"
	"carrel/internal/listen"
)

// kind is a kind of phrase with the grammar in which it is spoken.
type kind struct {
	name    string
	texts   []string
	grammar listen.Grammar
	outside bool // the grammar contains none of the texts
}

// deck holds the answers of an ordinary deck. An answer may be mistaken for any of the
// others.
var deck = strings.Split("Ottawa|Canberra|Vienna|Brussels|Brasilia|Sofia|Santiago|Bogota|Havana|Prague|Copenhagen|Cairo|Tallinn|Helsinki|Paris|Tbilisi|Berlin|Athens|Budapest|Reykjavik|New Delhi|Jakarta|Dublin|Rome|Tokyo|Nairobi|Riga|Vilnius|Luxembourg|Kuala Lumpur|Mexico City|Ulaanbaatar|Kathmandu|Wellington|Oslo|Lima|Warsaw|Lisbon|Bucharest|Stockholm", "|")

var unrelated = strings.Split("banana|window|elephant|bicycle|seventeen roses|mountain|coffee|umbrella|mother|carpet|lemonade|engine|purple|winter|sandwich|hospital|guitar|orange juice|telephone|candle|garden|button|spaghetti|airport|butterfly|pillow|ceiling|rabbit|chocolate|thunder", "|")

var sentences = strings.Split(`The weather will be cold and rainy in the north tomorrow.|Could you please put the shopping on the table in the kitchen?|I told her that we would be there before seven o'clock.|The second half of the match begins in about ten minutes.|He bought a used car from a man he had never met.|There are no trains on Sundays because of the works.|My sister has two cats and a very old dog.|They say the bridge was built more than a hundred years ago.|Turn left at the church and then take the first road on the right.|We had soup, bread and a little cheese for dinner.|The children were playing outside until it got dark.|Have you seen my keys anywhere in the living room?|The minister said that taxes would not rise this year.|It takes about half an hour if there is not much traffic.|She wrote the letter but never sent it to anyone.|Please remember to water the plants while we are away.`, "|")

// kindsOfPhrase returns the commands first, because noise alone is played to their
// grammar.
func kindsOfPhrase() ([]kind, error) {
	var long, short []string
	for _, c := range intent.Commands() {
		f := intent.FormsOf("en", c)
		for _, l := range f.Long {
			if len(strings.Fields(l)) == 2 {
				long = append(long, l)
			}
		}
		short = append(short, f.Short...)
	}
	all := intent.Expect{Lang: "en", Commands: intent.Commands(), Confirm: true}
	commands, err := listen.ForExpect(all)
	if err != nil {
		return nil, err
	}
	choices := intent.Expect{Lang: "en", Commands: intent.Commands()}
	for i, t := range []string{"a mammal", "a bird", "a reptile", "a fish"} {
		choices.Options = append(choices.Options, intent.Option{Index: i, Text: t})
	}
	options, err := listen.ForExpect(choices)
	if err != nil {
		return nil, err
	}
	answers, err := listen.ForExpect(intent.Expect{Lang: "en", Commands: intent.Commands(), Answers: deck[:1], Decoys: deck[1:]})
	if err != nil {
		return nil, err
	}
	numbers, err := listen.ForExpect(intent.Expect{Lang: "en", Commands: intent.Commands(), Numbers: true})
	if err != nil {
		return nil, err
	}
	var spelled []string
	for n := 0; n <= 100; n += 3 {
		spelled = append(spelled, intent.Spell("en", float64(n)))
	}
	ordinals := strings.Split("option one|option two|option three|option four|the first one|the second one|the third one|the fourth one|number two|a mammal|a bird|a reptile|a fish", "|")
	kinds := []kind{
		{name: "two-word commands", texts: long, grammar: commands},
		{name: "short commands", texts: short, grammar: commands},
		{name: "choices", texts: ordinals, grammar: options},
		{name: "deck answers", texts: deck, grammar: answers},
		{name: "numbers 0–100", texts: spelled, grammar: numbers},
		{name: "unrelated words", texts: unrelated, grammar: answers, outside: true},
		{name: "unrelated sentences", texts: sentences, grammar: answers, outside: true},
	}
	for _, k := range kinds {
		for _, t := range k.texts {
			if _, ok := k.grammar.Find(strings.ToLower(t)); !ok && !k.outside {
				return nil, fmt.Errorf("%s: the grammar lacks %q", k.name, t)
			}
		}
	}
	return kinds, nil
}
