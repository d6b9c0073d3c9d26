package lang

import (
	"strings"
	"unicode"
)

// functionWords are small words that nearly every sentence of a language contains.
var functionWords = map[string]map[string]bool{
	"en": WordSet("the of and to in is a that it was for on are with as they at be this from have or by had not but what were when there can an which their will each about how these would into has been its who did does do"),
	"fr": WordSet("le la les des du de un une et est que qui dans pour sur avec au aux ce cette il elle ils elles nous vous ne pas plus par son sa ses sont être où quel quelle quels comment l d qu c j n s"),
	"de": WordSet("der die das und ist ein eine einen nicht mit zu den von im auf für sich des dem wie wird sind auch aus bei nach wer wir ich du er sie es welche was"),
	"es": WordSet("el la los las de del y en un una que es por con para se no su al lo como más qué cuál son fue"),
	"it": WordSet("il lo la gli le di del della dei e è un una che in per con non si sono da come qual quale nel nella"),
	"pt": WordSet("o a os as de do da e em um uma que é para com não se na no por mais como dos das qual são foi"),
	"nl": WordSet("de het een en van is in op dat die voor met niet te zijn aan er wat welke wie hoe"),
}

const (
	// minWords and minFunction are the number of words and of different function words that
	// a text needs before its language can be guessed. Names of places and people must not
	// reach them.
	minWords    = 5
	minFunction = 3
)

// GuessLatin returns the language of a sentence in Latin letters if its function words
// show clearly that it is not base, and "" otherwise.
func GuessLatin(text, base string) string {
	base, _, _ = strings.Cut(base, "-")
	if functionWords[base] == nil {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) < minWords {
		return ""
	}
	best, second := functionCount{}, 0
	for _, langTag := range []string{"en", "fr", "de", "es", "it", "pt", "nl"} {
		c := countFunction(words, langTag)
		if c.words > best.words || best.lang == "" {
			best, c = c, best
		}
		second = max(second, c.words)
	}
	ahead := best.words > second && best.words > 2*countFunction(words, base).words
	if best.lang == base || best.kinds < minFunction || !ahead || 3*best.words < len(words) {
		return ""
	}
	return best.lang
}

// functionCount is the number of function words of a language in a text, and how many
// different ones they are.
type functionCount struct {
	lang         string
	words, kinds int
}

func countFunction(words []string, langTag string) functionCount {
	c, seen := functionCount{lang: langTag}, map[string]bool{}
	for _, w := range words {
		if functionWords[langTag][w] {
			c.words++
			seen[w] = true
		}
	}
	c.kinds = len(seen)
	return c
}
