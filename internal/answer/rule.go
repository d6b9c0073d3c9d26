package answer

// rule is one step of a judgement. Rules stand in ordered lists; the first that
// has something to say decides.
type rule[C, R any] struct {
	name  string // "" only hands over to another list
	about string // in a few words, for people
	judge func(C) (R, bool)
}

// decide returns what the first rule that applies says, and its name.
func decide[C, R any](rules []rule[C, R], c C) (result R, name string, ok bool) {
	for _, r := range rules {
		if result, ok := r.judge(c); ok {
			return result, r.name, true
		}
	}
	return result, "", false
}

// RuleInfo names a rule, for people and tests.
type RuleInfo struct {
	List  string `json:"list"` // question, text or comparison
	Name  string `json:"name"`
	About string `json:"about"`
}

// Rules lists every rule in the order in which they are asked: by what kind of
// question it is, then for a text what it is among all answers, then how it
// compares with one of them.
func Rules() []RuleInfo {
	var out []RuleInfo
	out = appendRules(out, "question", questionRules)
	out = appendRules(out, "text", textRules)
	out = appendRules(out, "text", fittedRules)
	return appendRules(out, "comparison", comparisonRules)
}

func appendRules[C, R any](out []RuleInfo, list string, rules []rule[C, R]) []RuleInfo {
	for _, r := range rules {
		if r.name != "" {
			out = append(out, RuleInfo{list, r.name, r.about})
		}
	}
	return out
}
