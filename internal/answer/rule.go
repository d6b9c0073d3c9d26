package answer

// rule is one step of a judgement. Rules are in ordered lists; the first rule that applies
// decides.
type rule[C, R any] struct {
	name  string // "" for a rule that only hands over to another list
	about string // a short description for people
	judge func(C) (R, bool)
}

// decide returns the result of the first rule that applies, and its name.
func decide[C, R any](rules []rule[C, R], c C) (result R, name string, ok bool) {
	for _, r := range rules {
		if result, ok := r.judge(c); ok {
			return result, r.name, true
		}
	}
	return result, "", false
}

// RuleInfo describes a rule, for people and tests.
type RuleInfo struct {
	List  string `json:"list"` // question, text or comparison
	Name  string `json:"name"`
	About string `json:"about"`
}

// Rules returns every rule in the order of evaluation: first those for the kind of
// question, then those for a text among all known answers, then those that compare it with
// one answer.
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
