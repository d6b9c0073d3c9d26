package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"carrel/internal/answer"
	"carrel/internal/study"
)

// toJudge is an answer to judge. It is also the format of a JSON line of input.
type toJudge struct {
	Question   string   `json:"question"`
	Expected   oneOrAll `json:"expected"`
	Others     []string `json:"others"`
	Said       string   `json:"said"`
	Spoken     bool     `json:"spoken"`
	Confidence *float64 `json:"confidence"`
	Lang       string   `json:"lang"`
}

// oneOrAll is a text or a list of texts.
type oneOrAll []string

func (o *oneOrAll) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*o = oneOrAll{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(o))
}

// judged is the output with --json.
type judged struct {
	Verdict string         `json:"verdict"`
	Rule    string         `json:"rule"`
	Outcome answer.Outcome `json:"outcome,omitempty"`
	Reason  answer.Reason  `json:"reason,omitempty"`
	Why     string         `json:"why,omitempty"`
}

type judgeOptions struct {
	toJudge
	confidence     float64
	explain, rules bool
}

func newJudge(t *terminal) *cobra.Command {
	var o judgeOptions
	cmd := &cobra.Command{
		Use:   "judge",
		Short: "Judge an answer as a session would, and say by which rule",
		Long: `Compares what was said with the expected answer, as for a card with a short
answer, and prints "right", "wrong", or "ask" where a session would ask back
before it counts. --explain adds the rules that decided and what the learner
would be told.

With --json and no answer it reads one object a line from standard input,
{"question":"…","expected":"…","said":"…","spoken":false,"lang":"en"}, and
prints {"verdict":"…","rule":"…"} for each. "expected" may be a list; "others"
lists answers to other cards, "confidence" is how sure the recogniser was.`,
		Example: `  carrel judge --expected Ottawa --said "it's ottawa" --explain
  carrel judge --json <answers.jsonl`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("confidence") {
				o.Confidence = &o.confidence
			}
			given := cmd.Flags().Changed("expected") || cmd.Flags().Changed("said")
			switch {
			case o.rules:
				return printRules(t)
			case given:
				return judgeOne(t, o)
			case t.json:
				return judgeLines(t, o)
			}
			return usage{errors.New("name the expected answer with --expected and the given one with --said, or pipe in lines with --json")}
		},
	}
	f := cmd.Flags()
	f.StringArrayVar((*[]string)(&o.Expected), "expected", nil, "an answer that is right; may be given several times")
	f.StringArrayVar(&o.Others, "other", nil, "the answer to another card of the deck; may be given several times")
	f.StringVar(&o.Said, "said", "", "the answer to judge")
	f.StringVar(&o.Question, "question", "", "the question, which an answer may repeat")
	f.StringVar(&o.Lang, "lang", "en", "language of question and answer")
	f.BoolVar(&o.Spoken, "spoken", false, "the answer was heard, not typed")
	f.Float64Var(&o.confidence, "confidence", 1, "how sure the recogniser was, 0 to 1; with --spoken")
	f.BoolVar(&o.explain, "explain", false, "print the rules that decided, and why")
	f.BoolVar(&o.rules, "rules", false, "list all rules in their order")
	return cmd
}

// verdict judges one answer.
func (a toJudge) verdict() (answer.Verdict, error) {
	if len(a.Expected) == 0 || strings.TrimSpace(strings.Join(a.Expected, "")) == "" {
		return answer.Verdict{}, study.Errorf(study.Invalid, "there is no expected answer: name it with --expected, or \"expected\" in a line")
	}
	confidence := 1.0
	if a.Confidence != nil {
		confidence = *a.Confidence
	}
	if !(confidence >= 0 && confidence <= 1) {
		return answer.Verdict{}, study.Errorf(study.Invalid, "the confidence %v cannot be: choose 0 to 1", confidence)
	}
	q := study.Question{Kind: study.Short, Lang: a.Lang, Ask: study.Say(a.Question, a.Lang), Decoys: a.Others}
	for _, text := range a.Expected {
		q.Accept = append(q.Accept, study.Accept{Text: text, Weight: 1})
	}
	return answer.Judge(q, answer.Said{Text: a.Said, Typed: !a.Spoken, Confidence: confidence}), nil
}

// shortVerdict returns "ask" for every verdict that a session would not accept
// without asking.
func shortVerdict(v answer.Verdict) string {
	switch {
	case v.Confirm || v.Outcome == answer.Close || v.Outcome == answer.Unclear:
		return "ask"
	case v.Outcome == answer.Right:
		return "right"
	}
	return "wrong"
}

func judgeOne(t *terminal, o judgeOptions) error {
	v, err := o.verdict()
	if err != nil {
		return err
	}
	if t.json {
		return t.print(asJudged(v, o.explain))
	}
	fmt.Fprintln(t.out, shortVerdict(v))
	if !o.explain {
		return nil
	}
	fmt.Fprintf(t.out, "%s: %s. %s\n", v.Outcome, v.Reason, v.Why)
	about := map[string]string{}
	for _, r := range answer.Rules() {
		about[r.Name] = r.About
	}
	for _, name := range strings.Split(v.Rule, "/") {
		fmt.Fprintf(t.out, "  %s: %s\n", name, about[name])
	}
	return nil
}

func asJudged(v answer.Verdict, explain bool) judged {
	j := judged{Verdict: shortVerdict(v), Rule: v.Rule}
	if explain {
		j.Outcome, j.Reason, j.Why = v.Outcome, v.Reason, v.Why
	}
	return j
}

// judgeLines judges one answer per line until standard input ends.
func judgeLines(t *terminal, o judgeOptions) error {
	in := bufio.NewReader(t.in)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return study.Because(err, study.Unavailable, "standard input could not be read to its end: %v", err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := judgeLine(t, o, line, n); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

func judgeLine(t *terminal, o judgeOptions, line []byte, n int) error {
	a := toJudge{Lang: o.Lang, Spoken: o.Spoken, Confidence: o.Confidence}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields() // a misspelt name would change the verdict
	if err := d.Decode(&a); err != nil {
		return study.Because(err, study.Unreadable, "line %d of standard input is not an answer to judge: %v", n, err)
	}
	v, err := a.verdict()
	if err != nil {
		return study.Because(err, study.Unreadable, "line %d of standard input: %v", n, err)
	}
	return t.print(asJudged(v, o.explain))
}

func printRules(t *terminal) error {
	if t.json {
		for _, r := range answer.Rules() {
			if err := t.print(r); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, r := range answer.Rules() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.List, r.Name, r.About)
	}
	return w.Flush()
}
