package library

import (
	"context"
	"encoding/json"
	"slices"

	"carrel/internal/intent"
	"carrel/internal/listen"
	"carrel/internal/study"
)

// Enrolment holds templates of how the learner says some commands. It contains no
// sound, no name and no time.
type Enrolment struct {
	Templates []listen.Template `json:"templates"`
}

// Enrolment returns the learner's templates. A stored value that cannot be read,
// for example one written by another version, counts as no enrolment, so that it
// never prevents studying.
func (l *Library) Enrolment(ctx context.Context) (Enrolment, error) {
	e := Enrolment{Templates: []listen.Template{}}
	kept, err := l.store.Enrolment(ctx)
	if err != nil || kept == nil {
		return e, err
	}
	var list []listen.Template
	if json.Unmarshal(kept, &list) != nil {
		return e, nil
	}
	for _, t := range list {
		if checkTemplate(t) == nil {
			e.Templates = append(e.Templates, t)
		}
	}
	return e, nil
}

// PutEnrolment replaces the stored templates. It accepts only phrases that Carrel
// itself asks for, one template each.
func (l *Library) PutEnrolment(ctx context.Context, e Enrolment) error {
	seen := map[string]bool{}
	for _, t := range e.Templates {
		if err := checkTemplate(t); err != nil {
			return err
		}
		if key := t.Lang + " " + t.Say; seen[key] {
			return study.Errorf(study.Invalid, "%q comes twice: one way of saying it is kept", t.Say)
		} else {
			seen[key] = true
		}
	}
	if len(e.Templates) == 0 {
		return l.store.PutEnrolment(ctx, nil)
	}
	value, err := json.Marshal(e.Templates)
	if err != nil {
		return err
	}
	return l.store.PutEnrolment(ctx, value)
}

func checkTemplate(t listen.Template) error {
	if !intent.Supported(t.Lang) || !slices.Contains(intent.Taught(t.Lang), t.Say) {
		return study.Errorf(study.Invalid, "%.40q is no phrase that can be taught in %.10q", t.Say, t.Lang)
	}
	return t.Check()
}
