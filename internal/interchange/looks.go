package interchange

import (
	"regexp"
	"strings"
)

var (
	tableHeader = regexp.MustCompile(`(?i)^#(?:separator|html|tags|columns|notetype|deck|lang|language|guid column|deck column|tags column|notetype column)\s*:`)

	aikenAnswer = regexp.MustCompile(`(?m)^\s*(?i:ANSWER):\s*[A-Za-z](?:\s*,\s*[A-Za-z])*[.)]?\s*$`)
	aikenChoice = regexp.MustCompile(`(?m)^\s*[Aa][.)]\s`)

	giftTitle  = regexp.MustCompile(`(?m)^\s*::[^:\n]+::`)
	giftPlace  = regexp.MustCompile(`(?m)^\s*\$CATEGORY:`)
	giftAnswer = regexp.MustCompile(`(?:^|[^\\{])\{\s*(?:[=~]|#\s*[-=0-9]|(?:T|F|TRUE|FALSE)\s*[#}]|\})`)
)

func isAiken(s string) bool { return aikenAnswer.MatchString(s) && aikenChoice.MatchString(s) }

func isGIFT(s string) bool {
	switch {
	case giftPlace.MatchString(s):
		return true
	case strings.Contains(s, "{{"):
		return false
	}
	return giftAnswer.MatchString(s) && (giftTitle.MatchString(s) || !strings.Contains(s, "\t"))
}

// isTable reports whether a separator splits most lines into fields. If the separator is
// a comma, nearly all lines must have the same number of fields.
func isTable(s string, sep byte) bool {
	count := map[int]int{}
	lines := 0
	all := strings.Split(s, "\n")
	if len(all) > 2 {
		all = all[:len(all)-1] // the last line may be truncated
	}
	for _, line := range all {
		if lines == 60 {
			break
		}
		if line = strings.TrimRight(line, "\r"); strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		inside, n := false, 0
		for i := range len(line) {
			switch {
			case line[i] == '"':
				inside = !inside
			case line[i] == sep && !inside:
				n++
			}
		}
		if n > 0 {
			count[n]++
		}
	}
	if lines == 0 {
		return false
	}
	most, any := 0, 0
	for _, c := range count {
		most = max(most, c)
		any += c
	}
	if sep == ',' {
		return lines > 1 && most*10 >= lines*9 // commas occur in every sentence
	}
	return any*10 >= lines*7
}

// looksLikeProse reports whether a text consists of sentences.
func looksLikeProse(s string) bool {
	return len(s) > 80 && len(strings.Fields(s)) > 12
}
