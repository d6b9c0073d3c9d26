package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"carrel/internal/api"
)

// animal is an animal.
type animal interface{ Kind() string }

// Cat is a cat.
type Cat struct {
	Base
	Lives int     `json:"lives"`
	Naps  []nap   `json:"naps,omitempty"` // by day
	Kits  *[2]Cat `json:"kits"`
}

func (Cat) Kind() string { return "cat" }

// Base is what all animals have.
type Base struct {
	Born time.Time `json:"born,omitzero"`
	// Mood is how it feels.
	Mood  Mood            `json:"mood"`
	Other map[Mood]string `json:"other"`
	Raw   json.RawMessage `json:"raw"`
	Photo []byte          `json:"photo"`
	No    int             `json:"-"`
}

// Mood is a mood.
type Mood string

const (
	Happy Mood = "happy" // purrs
	Cross Mood = "cross"
)

type nap = string

// Call is a request.
type Call struct {
	Name *string `json:"name"` // of the cat
}

type odd struct{ F func() }

type nameless struct{ F int }

type own struct{}

func (own) MarshalJSON() ([]byte, error) { return []byte("1"), nil }

// testWire is a wire of the types above. They have no comments there, because comments and
// constants are not read from tests.
func testWire() api.Wire {
	return api.Wire{
		Routes: []api.Route{
			{Pattern: "GET /api/cats", Gives: reflect.TypeFor[[]animal](), About: "all | of them"},
			{Pattern: "POST /api/cats", Query: "loud=1", Takes: reflect.TypeFor[Call](), Part: true},
		},
		Unions: []api.Union{{Of: reflect.TypeFor[animal](), Tag: "animal", Suffix: "Animal", Members: []any{Cat{}}}},
		Names:  map[reflect.Type]string{reflect.TypeFor[animal](): "Animal"},
		Words:  []api.Words{{Name: "Day", About: "Day is a day.", Values: []string{"mon", "tue"}}},
	}
}

const wantTypes = `// Code generated from the Go types of internal/api by "make wire". DO NOT EDIT.

/** Day is a day. */
export type Day =
  | "mon"
  | "tue";

export type Animal =
  | CatAnimal;

export interface CatAnimal extends Base {
  animal: "cat";
  lives: number;
  naps?: string[];
  kits: [Cat, Cat] | null;
}

export interface Base {
  born?: string;
  mood: string;
  other: Record<string, string>;
  raw: unknown;
  photo: string;
}

export interface Cat extends Base {
  lives: number;
  naps?: string[];
  kits: [Cat, Cat] | null;
}

export interface Call {
  name?: string;
}
`

func TestTypeScript(t *testing.T) {
	got, err := TypeScript(testWire(), "../../..")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantTypes, got); diff != "" {
		t.Error(diff)
	}
}

// The comments and constants of a package are read from its source.
func TestComments(t *testing.T) {
	w := api.Wire{Others: []reflect.Type{reflect.TypeFor[api.Listen](), reflect.TypeFor[api.Earcon]()}, Custom: map[reflect.Type]string{}}
	w.Unions = []api.Union{{Of: reflect.TypeFor[api.Effect](), Tag: "effect", Suffix: "Effect", Members: []any{api.Listen{}, api.Earcon{}}}}
	w.Others = []reflect.Type{reflect.TypeFor[api.Effect]()}
	got, err := TypeScript(w, "../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"/** ListenEffect opens the microphone and starts the timer. */\nexport interface ListenEffect {\n  effect: \"listen\";\n",
		"  /** without speech; missing for ever */\n  timeout_ms?: number;\n",
		"export type EarconName =\n  | \"your-turn\"\n",
		"  /** harmless when heard by mistake: repeat, pause, slower */\n  | \"navigation\"",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
}

func TestTables(t *testing.T) {
	page := "# Page\n"
	for _, name := range []string{"routes", "animals", "types", "words"} {
		page += "\n<!-- wire: " + name + " -->\nold\n<!-- end -->\n"
	}
	got, err := Tables(testWire(), "../../..", page+"\nend\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| `GET api/cats` |  | `Animal[]` | all \\| of them |\n| `POST api/cats?loud=1` | some of `Call` |  |  |\n",
		"| `cat` |  |  |  It has the fields of `Base`. |\n|  | `lives` | `number` |  |\n|  | `naps?` | `string[]` |  |\n",
		"| `Call` |  |  |  |\n|  | `name?` | `string` |  |\n",
		"| `Day` | `mon`, `tue` | Day is a day. |\n",
		"<!-- end -->\n\nend\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "old") {
		t.Error("the old tables are still there")
	}
	again, err := Tables(testWire(), "../../..", got)
	if err != nil || again != got {
		t.Errorf("written again, the page differs: %v", err)
	}
	if _, err := Tables(testWire(), "../../..", "# No tables\n"); err == nil {
		t.Error("a page without places for tables was written")
	}
}

func TestTypesThatCannotGoOverTheWire(t *testing.T) {
	type Cat struct{}
	for what, types := range map[string][]reflect.Type{
		"a function":     {reflect.TypeFor[odd]()},
		"no JSON name":   {reflect.TypeFor[nameless]()},
		"its own JSON":   {reflect.TypeFor[own]()},
		"no name":        {reflect.TypeFor[struct{ A int }]()},
		"the same names": {reflect.TypeFor[Cat]()},
	} {
		w := testWire()
		w.Others = types
		if got, err := TypeScript(w, "../../.."); err == nil {
			t.Errorf("a type with %s was written:\n%s", what, got)
		}
	}
}
