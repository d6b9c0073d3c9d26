package api

import (
	"reflect"
	"slices"
	"testing"

	"carrel/internal/session"
)

// The page knows every effect that it is sent, and every effect that it knows is sent.
func TestThePageKnowsItsEffects(t *testing.T) {
	a, _ := open(t, "")
	var known, sent []string
	for _, u := range TheWire().Unions {
		if u.Of == reflect.TypeFor[Effect]() {
			for _, m := range u.Members {
				known = append(known, reflect.TypeOf(m).Name())
			}
		}
	}
	for _, e := range []session.Effect{
		session.Say{}, session.Earcon{}, session.Play{}, session.Listen{}, session.Record{}, session.Undo{},
		session.Suspend{}, session.Next{}, session.Read{}, session.Show{}, session.Finish{},
	} {
		got := a.effect(e, 1)
		if got == nil {
			continue
		}
		if got.Kind() != e.Kind() {
			t.Errorf("%T became the effect %s", e, got.Kind())
		}
		sent = append(sent, reflect.TypeOf(got).Name())
	}
	slices.Sort(known)
	slices.Sort(sent)
	if !slices.Equal(known, sent) {
		t.Errorf("the page knows %v and is sent %v", known, sent)
	}
}
