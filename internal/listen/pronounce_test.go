package listen

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carrel/internal/lang/en"
	"carrel/internal/lang/fr"
	"carrel/internal/lang/table"
)

// TestPronounceAgainstTheDictionaries compares the rules with the recogniser's own
// dictionaries for every 40th word. The bounds are what the rules reach now; they may not
// get worse.
func TestPronounceAgainstTheDictionaries(t *testing.T) {
	for _, c := range []struct {
		lang, model    string
		best, anyError float64
	}{
		{"en", "en-us", 0.18, 0.155},
		{"fr", "fr-fr", 0.10, 0.10},
	} {
		path := filepath.Join("..", "..", "web", "node_modules", "soundswallower", "model", c.model, "dict.txt")
		f, err := os.Open(path)
		if err != nil {
			t.Skip("web/node_modules is not there: run npm ci --prefix web")
		}
		defer f.Close()
		known := map[string][]string{}
		var order []string
		for in := bufio.NewScanner(f); in.Scan(); {
			word, phones, _ := strings.Cut(in.Text(), " ")
			word, _, _ = strings.Cut(word, "(")
			if strings.ContainsAny(word, ".-'0123456789") || len(word) < 3 {
				continue
			}
			if known[word] == nil {
				order = append(order, word)
			}
			known[word] = append(known[word], strings.TrimSpace(phones))
		}
		var phones, first, any, exact, words int
		for i, word := range order {
			if i%40 != 0 {
				continue
			}
			guesses := Pronounce(c.lang, word)
			best, near := 1000, 1000
			size := 0
			for _, k := range known[word] {
				for n, g := range guesses {
					d := distance(strings.Fields(k), strings.Fields(g))
					if n == 0 && d < best {
						best = d
					}
					if d < near {
						near, size = d, len(strings.Fields(k))
					}
				}
			}
			phones, first, any, words = phones+size, first+best, any+near, words+1
			if near == 0 {
				exact++
			}
			if near > 3 && testing.Verbose() {
				t.Logf("%s: %v, dictionary %v", word, guesses, known[word])
			}
		}
		b, a := float64(first)/float64(phones), float64(any)/float64(phones)
		t.Logf("%s: %d words, phone error rate %.3f of the first guess, %.3f of the nearest, %.0f %% exact", c.lang, words, b, a, 100*float64(exact)/float64(words))
		if b > c.best || a > c.anyError {
			t.Errorf("%s: phone error rates %.3f and %.3f, want at most %v and %v", c.lang, b, a, c.best, c.anyError)
		}
	}
}

func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func TestPronounceStaysInThePhoneSet(t *testing.T) {
	for _, code := range []string{"en", "fr"} {
		set := map[string]bool{}
		for _, p := range Phones(code) {
			set[p] = true
		}
		for name, rules := range map[string]map[byte][]table.LetterRule{"en": en.Letters, "en abroad": en.LettersAbroad, "fr": fr.Letters} {
			if name[:2] != code {
				continue
			}
			for _, list := range rules {
				for _, r := range list {
					for _, p := range strings.Fields(r.Phones()) {
						if !set[p] {
							t.Errorf("%s: rule %q gives %q, which the model lacks", name, r.Letters(), p)
						}
					}
				}
			}
		}
		for r, phones := range soundsOf(code).Letter {
			for _, p := range strings.Fields(phones) {
				if !set[p] {
					t.Errorf("%s: the name of %c has %q, which the model lacks", code, r, p)
				}
			}
		}
	}
}
