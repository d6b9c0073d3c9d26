package speech

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// englishSigns gives words for signs that an English voice would skip or misread.
var englishSigns = map[rune]string{
	'‘': "'", '’': "'", '‚': ",", '‛': "'", '′': "'",
	'“': " ", '”': " ", '„': " ", '«': " ", '»': " ", '"': " ", '″': " ",
	'–': " - ", '—': ", ", '―': ", ", '‐': "-", '‑': "-", '…': "... ", '·': " ", '•': ", ",
	'°': " degrees ", '×': " times ", '⋅': " times ", '÷': " divided by ", '±': " plus or minus ",
	'−': " minus ", '=': " equals ", '+': " plus ", '<': " less than ", '>': " greater than ",
	'≤': " at most ", '≥': " at least ", '≠': " is not equal to ", '≈': " is about ", '≡': " is equivalent to ",
	'~': " about ", '√': " the square root of ", '∞': " infinity ", '∑': " the sum of ", '∫': " the integral of ",
	'∂': " partial ", '∈': " in ", '∅': " the empty set ", '∴': " therefore ", '∝': " is proportional to ",
	'→': " to ", '⇒': " implies ", '←': " from ", '↔': " to and from ", '⇌': " in balance with ", '↑': " up ", '↓': " down ",
	'²': " squared ", '³': " cubed ", '½': " one half ", '¼': " one quarter ", '¾': " three quarters ",
	'⅓': " one third ", '⅔': " two thirds ", '‰': " per mille ",
	'§': " section ", '¶': " ", '©': " copyright ", '®': " ", '™': " ", '№': " number ", '@': " at ",
	'♀': " female ", '♂': " male ", '♯': " sharp ", '♭': " flat ",
	'_': " ", '|': " ", '`': "'", '{': " ", '}': " ", '[': ", ", ']': ", ", '\\': " backslash ",
	// Letters that do not decompose into a base letter and an accent.
	'ß': "ss", 'ẞ': "SS", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe", 'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L",
	'đ': "d", 'Đ': "D", 'ð': "th", 'Ð': "Th", 'þ': "th", 'Þ': "Th", 'ı': "i", 'ħ': "h", 'Ħ': "H",
	'ŋ': "ng", 'ə': "e", 'ʻ': "'", 'ʼ': "'",
}

// greekLetters names letters that occur alone as symbols.
var greekLetters = map[rune]string{
	'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ε': "epsilon", 'ζ': "zeta", 'η': "eta",
	'θ': "theta", 'ι': "iota", 'κ': "kappa", 'λ': "lambda", 'μ': "mu", 'ν': "nu", 'ξ': "ksi",
	'ο': "omicron", 'π': "pi", 'ρ': "rho", 'σ': "sigma", 'ς': "sigma", 'τ': "tau", 'υ': "upsilon",
	'φ': "phi", 'χ': "kai", 'ψ': "psi", 'ω': "omega",
}

var (
	moneySign  = regexp.MustCompile(`([£€¥₹])\s?(\d+(?:[.,]\d+)*)`)
	moneyAfter = regexp.MustCompile(`(\d)\s?([£€¥₹])`)
	moneyNames = strings.NewReplacer("£", " pounds ", "€", " euros ", "¥", " yen ", "₹", " rupees ")
	degreeSign = regexp.MustCompile(`°\s?([CFK])\b`)
	scales     = strings.NewReplacer("C", "Celsius", "F", "Fahrenheit", "K", "Kelvin")
	numberSign = regexp.MustCompile(`#\s?(\d)`)
	sharpSign  = regexp.MustCompile(`\b([A-G])#`)
)

// english rewrites text in the letters, digits and punctuation that an English voice can
// speak: it replaces signs with words and removes accents, control characters and emoji.
// foreign is the first letter that is not Latin, if any; such text is not for this voice.
// A text without words becomes "".
func english(text string) (plain string, foreign rune) {
	text = moneySign.ReplaceAllStringFunc(text, func(m string) string {
		sign := []rune(m)[0]
		return strings.TrimSpace(strings.TrimPrefix(m, string(sign))) + " " + moneyNames.Replace(string(sign))
	})
	text = moneyNames.Replace(moneyAfter.ReplaceAllString(text, "$1 $2"))
	text = degreeSign.ReplaceAllStringFunc(text, func(m string) string {
		return " degrees " + scales.Replace(m[len(m)-1:])
	})
	text = numberSign.ReplaceAllString(text, " number $1")
	text = sharpSign.ReplaceAllString(text, "$1 sharp ")

	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, " ") {
		writeEnglish(&b, r, &foreign)
	}
	plain = strings.Join(strings.Fields(b.String()), " ")
	if !strings.ContainsFunc(plain, sayable) {
		return "", foreign
	}
	return plain, foreign
}

func writeEnglish(b *strings.Builder, r rune, foreign *rune) {
	switch word, ok := englishSigns[r]; {
	case ok:
		b.WriteString(word)
	case r < ' ' || r == 0x7f:
		b.WriteByte(' ')
	case r < 0x80:
		b.WriteRune(r)
	case unicode.IsSpace(r):
		b.WriteByte(' ')
	default:
		// Compatibility forms (ﬁ, ２, ℝ, ⁵) and accented letters are decomposed.
		for _, part := range norm.NFKD.String(string(r)) {
			writePart(b, part, foreign)
		}
	}
}

// writePart writes one rune of a decomposed character.
func writePart(b *strings.Builder, r rune, foreign *rune) {
	greek := greekLetters[unicode.ToLower(r)]
	switch {
	case r < 0x80:
		b.WriteRune(r)
	case englishSigns[r] != "":
		b.WriteString(englishSigns[r])
	case greek != "":
		b.WriteString(" " + greek + " ")
	case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Lm, r):
		if *foreign == 0 {
			*foreign = r
		}
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.M, r):
		// Joiners, direction marks and accents leave no space.
	default:
		b.WriteByte(' ')
	}
}
