package api

import (
	"reflect"
	"strings"
	"time"

	"carrel/fsrs"
	"carrel/internal/answer"
	"carrel/internal/backups"
	"carrel/internal/library"
	"carrel/internal/listen"
	"carrel/internal/schedule"
	"carrel/internal/session"
	"carrel/internal/study"
	"carrel/internal/voice"
)

// Wire is everything that goes over the wire. internal/api/wire writes it as TypeScript for
// the page and as tables for docs/api.md.
type Wire struct {
	Routes []Route
	Unions []Union
	Others []reflect.Type // types that no route names, such as those of streams

	// Names has names for types whose Go name says too little without its package.
	Names map[reflect.Type]string
	// Custom has the TypeScript types of Go types that write their own JSON.
	Custom map[reflect.Type]string
	// Words are the string types that Custom uses.
	Words []Words
}

// Union is an interface type with its members. In JSON, a member has its kind in the field
// Tag.
type Union struct {
	Of      reflect.Type
	Tag     string
	Suffix  string // of the members' names: the effect Say is SayEffect
	Members []any  // one value of each; each has a method Kind
}

// Words is a string type and its values.
type Words struct {
	Name, About string
	Values      []string
}

// TheWire returns what goes over the wire.
func TheWire() Wire {
	var events []any
	for _, e := range pageEvents {
		events = append(events, e)
	}
	a, d := &API{}, &Door{}
	return Wire{
		Routes: append(a.routes(), d.routes()[1:]...),
		Unions: []Union{
			{Of: reflect.TypeFor[Effect](), Tag: "effect", Suffix: "Effect", Members: []any{Say{}, Earcon{}, Play{}, Listen{}, Finish{}}},
			{Of: reflect.TypeFor[session.Event](), Tag: "event", Suffix: "Event", Members: events},
		},
		Others: []reflect.Type{reflect.TypeFor[ImportLine](), reflect.TypeFor[Failure]()},
		Names: map[reflect.Type]string{
			reflect.TypeFor[answer.Reason]():     "VerdictReason",
			reflect.TypeFor[backups.Reason]():    "BackupReason",
			reflect.TypeFor[listen.Class]():      "PhraseClass",
			reflect.TypeFor[session.Event]():     "SessionEvent",
			reflect.TypeFor[session.Options]():   "SessionOptions",
			reflect.TypeFor[study.Kind]():        "QuestionKind",
			reflect.TypeFor[voice.Status]():      "VoiceStatus",
			reflect.TypeFor[library.DueCounts](): "DueCounts",
			reflect.TypeFor[fsrs.Point]():        "WorkloadCost",
			reflect.TypeFor[voice.Choices]():     "VoiceSettings",
			reflect.TypeFor[voice.Engines]():     "EngineSettings",
		},
		Custom: map[reflect.Type]string{
			reflect.TypeFor[schedule.EasyDays](): "Record<DayName, Ease>",
		},
		Words: []Words{
			{"DayName", "DayName is a day of the week.", dayNames()},
			{"Ease", "Ease is the load that the learner wants on a day of the week.", eases()},
		},
	}
}

func dayNames() []string {
	var out []string
	for day := time.Sunday; day <= time.Saturday; day++ {
		out = append(out, strings.ToLower(day.String()))
	}
	return out
}

func eases() []string {
	var out []string
	for _, e := range []schedule.Ease{schedule.Normal, schedule.Fewer, schedule.Minimum} {
		text, err := e.MarshalText()
		if err != nil {
			panic(err) // the values are those of the package
		}
		out = append(out, string(text))
	}
	return out
}
