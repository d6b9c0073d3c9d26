//go:build !js

package library

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carrel/internal/store"
	"carrel/internal/study"
)

// TestEverySettingHasAClass checks that each setting has a class. One without a
// class could not be imported, and one with the wrong class could configure the
// program.
func TestEverySettingHasAClass(t *testing.T) {
	for key := range settingKeys {
		if settingClasses[key] == "" {
			t.Errorf("the setting %q has no class: add it to settingClasses", key)
		}
	}
	for key, name := range settingConstants(t, "../store", "../store/plan", ".") {
		if settingClasses[key] == "" {
			t.Errorf("%s = %q has no class: add it to settingClasses", name, key)
		}
	}
	for key, class := range settingClasses {
		if !slices.Contains([]study.SettingClass{preference, device, program, address, internal}, class) {
			t.Errorf("%q has the class %q, which there is not", key, class)
		}
		if class != preference && whyLeft[class] == "" {
			t.Errorf("nothing says why a setting of the class %q is left", class)
		}
	}
}

// settingConstants returns the values of the constants named setting… or
// Setting….
func settingConstants(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range folders {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			p, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(p, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || len(spec.Values) != len(spec.Names) {
					return true
				}
				for i, name := range spec.Names {
					lit, ok := spec.Values[i].(*ast.BasicLit)
					if !ok || lit.Kind != token.STRING || !strings.HasPrefix(strings.ToLower(name.Name), "setting") {
						continue
					}
					if key, err := strconv.Unquote(lit.Value); err == nil {
						found[key] = name.Name
					}
				}
				return true
			})
		}
	}
	if len(found) < 10 {
		t.Fatalf("only %d constants of settings were found: %v", len(found), found)
	}
	return found
}

// backupOf returns a backup that holds only settings.
func backupOf(settings ...study.Setting) []byte {
	var b bytes.Buffer
	b.WriteString(`{"carrel":1,"kind":"backup"}` + "\n")
	for _, s := range settings {
		line, _ := json.Marshal(study.Entry{Setting: &s})
		b.Write(append(line, '\n'))
	}
	b.WriteString(`{"end":true}` + "\n")
	return b.Bytes()
}

func upload(name string, b []byte) Upload {
	return Upload{Name: name, Data: bytes.NewReader(b), Size: int64(len(b))}
}

// hostile lists settings that would run a program, send data or open the
// microphone, and some that differ from them only in case.
var hostile = []study.Setting{
	{Key: "voice_command", Value: `["/bin/sh","-c","touch /tmp/owned"]`},
	{Key: "Voice_Command", Value: `["/bin/sh","-c","touch /tmp/owned"]`},
	{Key: "VOICE_COMMAND", Value: `["/bin/sh","-c","touch /tmp/owned"]`},
	{Key: "wyoming_hear", Value: `"203.0.113.5:10300"`},
	{Key: "wyoming_speak", Value: `"203.0.113.5:10300"`},
	{Key: "WyomingSpeak", Value: `"203.0.113.5:10300"`},
	{Key: "Wyoming_speak", Value: `"203.0.113.5:10300"`},
	{Key: "recogniser", Value: `"wyoming"`},
	{Key: "listening", Value: `true`},
	{Key: "Listening", Value: `true`},
	{Key: "headphones", Value: `true`},
	{Key: "control_words", Value: `true`},
	{Key: "push_to_talk", Value: `true`},
	{Key: "fitted_reviews", Value: `1000000`},
	{Key: "last_fit", Value: `{"accepted":true}`},
	{Key: "OtherEngines", Value: `{"wyoming_speak":"203.0.113.5:10300"}`},
	{Key: "x", Value: `1`},
}

// configured formats what no file may change: all settings that are not
// preferences, both as stored and as in force.
func configured(t fataler, a *Library, values map[string]json.RawMessage) string {
	kept := map[string]string{}
	for key, value := range values {
		if settingClasses[key] != preference && !strings.HasPrefix(key, "reading.") {
			kept[key] = string(value)
		}
	}
	s := settingsOf(values)
	b, err := json.Marshal([]any{kept, s.VoiceCommand, s.Engines, s.Listening, s.Headphones, s.ControlWords, s.PushToTalk, a.voice.Live()})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// fataler is the common interface of a test, a fuzz target and a property.
type fataler interface {
	Fatal(...any)
	Context() context.Context
}

func valuesOf(t fataler, a *Library) map[string]json.RawMessage {
	values, err := a.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// TestAFileConfiguresNothing checks that settings that would run a program, send
// data or listen are left out and named, whatever the file is called.
func TestAFileConfiguresNothing(t *testing.T) {
	file := backupOf(append(slices.Clone(hostile),
		study.Setting{Key: "rate", Value: "1.5"}, study.Setting{Key: "retention", Value: "0.85"},
		study.Setting{Key: "max_interval", Value: "365"}, study.Setting{Key: "theme", Value: `"pink"`},
		study.Setting{Key: "new_per_day", Value: "100000"}, study.Setting{Key: "params", Value: `[1,2]`})...)
	for _, name := range []string{"capitals.apkg", "backup.jsonl", "notes.md", "table.csv", "book.epub", "quiz.gift", "a.zip"} {
		t.Run(name, func(t *testing.T) {
			a := memoryApp(t)
			before := configured(t, a, valuesOf(t, a))
			res, err := a.Import(t.Context(), upload(name, file), nil)
			if err != nil {
				t.Fatal(err)
			}
			values := valuesOf(t, a)
			if after := configured(t, a, values); after != before {
				t.Errorf("configured before: %s\nafter: %s", before, after)
			}
			if want := []string{"rate", "retention", "max_interval"}; !slices.Equal(res.SettingsTaken, want) || len(values) != len(want) {
				t.Errorf("taken: %v, kept: %s; want %v", res.SettingsTaken, values, want)
			}
			left, asked := map[string]string{}, map[string]bool{}
			for _, l := range res.SettingsLeft {
				left[l.Key], asked[l.Key] = l.Why, l.Ask
			}
			for key, ask := range map[string]bool{
				"voice_command": true, "wyoming_hear": true, "wyoming_speak": true, "recogniser": true, "listening": true, "headphones": true,
				"control_words": true, "push_to_talk": true, "fitted_reviews": false, "last_fit": false, "theme": false, "new_per_day": false, "params": false,
			} {
				if left[key] == "" || asked[key] != ask {
					t.Errorf("%s is left because %q, to be asked for: %v", key, left[key], asked[key])
				}
			}
			skipped := fmt.Sprint(res.Skipped)
			for _, key := range []string{"Voice_Command", "VOICE_COMMAND", "WyomingSpeak", "Wyoming_speak", "Listening", "OtherEngines", "x"} {
				if !strings.Contains(skipped, strconv.Quote(key)) {
					t.Errorf("%s is not listed as skipped in %s", key, skipped)
				}
			}
		})
	}
}

// TestABackupInAnArchiveConfiguresNothing packs a backup into every kind of
// archive that is opened.
func TestABackupInAnArchiveConfiguresNothing(t *testing.T) {
	file := backupOf(hostile...)
	for _, with := range []string{"notes.md", "collection.anki2", "h5p.json", "META-INF/container.xml", "imsmanifest.xml", "bank.xml", "backup.jsonl"} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{with, "backup.jsonl", "settings.json", "words.csv", "note.md"} {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			w.Write(file)
		}
		z.Close()
		a := memoryApp(t)
		before := configured(t, a, valuesOf(t, a))
		res, err := a.Import(t.Context(), upload("deck.zip", b.Bytes()), nil)
		if err == nil && len(res.SettingsTaken) > 0 {
			t.Errorf("with %s, the settings %v were taken", with, res.SettingsTaken)
		}
		if after := configured(t, a, valuesOf(t, a)); after != before {
			t.Errorf("with %s: configured before: %s\nafter: %s", with, before, after)
		}
	}
}

// TestWhatWasAcceptedIsTaken checks that exactly the values that were shown are
// taken, and no others.
func TestWhatWasAcceptedIsTaken(t *testing.T) {
	a := memoryApp(t)
	if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"recogniser":"browser"}`), false); err != nil {
		t.Fatal(err)
	}
	u := upload("mine.jsonl", backupOf(
		study.Setting{Key: "voice_command", Value: `["true"]`}, study.Setting{Key: "wyoming_hear", Value: `"127.0.0.1:9"`},
		study.Setting{Key: "recogniser", Value: `"wyoming"`}, study.Setting{Key: "listening", Value: `true`},
		study.Setting{Key: "last_fit", Value: `{"accepted":true}`}, study.Setting{Key: "wyoming_speak", Value: `"not an address"`}))
	ask, err := a.SettingsToAsk(t.Context(), u)
	var keys []string
	for _, l := range ask {
		keys = append(keys, l.Key)
	}
	if want := []string{"voice_command", "wyoming_hear", "recogniser", "listening"}; err != nil || !slices.Equal(keys, want) {
		t.Fatalf("asked for %v, %v; want %v", keys, err, want)
	}
	u.Accepted = map[string]string{"voice_command": `["true"]`, "recogniser": `"wyoming"`, "wyoming_hear": `"other:1"`, "last_fit": `{"accepted":true}`, "wyoming_speak": `"not an address"`}
	res, err := a.Import(t.Context(), u, nil)
	if want := []string{"voice_command", "recogniser"}; err != nil || !slices.Equal(res.SettingsTaken, want) {
		t.Fatalf("taken %v, %v; want %v", res.SettingsTaken, err, want)
	}
	if s, _ := a.Settings(t.Context()); !slices.Equal(s.VoiceCommand, []string{"true"}) || s.Recogniser != "wyoming" || s.WyomingHear != "" || s.Listening {
		t.Errorf("in force: %+v", s)
	}
	if live := a.voice.Live(); !slices.Equal(live.Command, []string{"true"}) {
		t.Errorf("what was accepted runs only at the next start: %+v", live)
	}
}

// TestWhatIsChosenStays checks that a file changes no preference the learner has
// chosen, and that the import reports it.
func TestWhatIsChosenStays(t *testing.T) {
	a := memoryApp(t)
	if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"rate":0.8,"theme":"dark"}`), true); err != nil {
		t.Fatal(err)
	}
	res, err := a.Import(t.Context(), upload("b", backupOf(study.Setting{Key: "rate", Value: "1.5"}, study.Setting{Key: "theme", Value: `"dark"`})), nil)
	if err != nil || len(res.SettingsTaken) != 0 || len(res.SettingsLeft) != 2 {
		t.Errorf("%+v, %v", res, err)
	}
	if s, _ := a.Settings(t.Context()); s.Rate != 0.8 {
		t.Errorf("the rate is %v", s.Rate)
	}
}

// TestNoStreamConfigures checks that no stream of entries, in any order and with
// any values, changes a setting that is not a preference, and that PUT
// api/settings accepts every preference the stream leaves behind.
func TestNoStreamConfigures(t *testing.T) {
	keys := slices.Sorted(maps.Keys(settingClasses))
	values := []string{"true", "false", "null", "0", "1", "-1", "1e9", "7", `""`, `"x"`, `[]`, `{}`, `["/bin/sh"]`, `"wyoming"`, `"203.0.113.5:10300"`, `"carrel"`, `"UTC"`, `{"a":"show"}`, `[60]`}
	spelled := rapid.Custom(func(t *rapid.T) string {
		key := rapid.SampledFrom(keys).Draw(t, "key")
		switch rapid.IntRange(0, 5).Draw(t, "spelling") {
		case 0:
			return strings.ToUpper(key)
		case 1:
			return strings.ReplaceAll(key, "_", "")
		case 2:
			return strings.ReplaceAll(key, "s", "ſ") // folds to s in encoding/json
		case 3:
			return rapid.String().Draw(t, "any")
		}
		return key
	})
	rapid.Check(t, func(t *rapid.T) {
		a, err := Open(t.Context(), Config{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if _, err := a.ChangeSettings(t.Context(), json.RawMessage(`{"recogniser":"browser","control_words":true,"headphones":true}`), true); err != nil {
			t.Fatal(err)
		}
		before := configured(t, a, valuesOf(t, a))
		var file []study.Setting
		for range rapid.IntRange(1, 12).Draw(t, "settings") {
			value := rapid.SampledFrom(values).Draw(t, "value")
			if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
				value = rapid.String().Draw(t, "any value")
			}
			file = append(file, study.Setting{Key: spelled.Draw(t, "key"), Value: value})
		}
		if _, err := a.Import(t.Context(), upload("x", backupOf(file...)), nil); err != nil {
			t.Fatal(err)
		}
		now := valuesOf(t, a)
		if after := configured(t, a, now); after != before {
			t.Fatalf("configured before: %s\nafter: %s", before, after)
		}
		for key, value := range now {
			if !settingKeys[key] {
				continue
			}
			change, _ := json.Marshal(map[string]json.RawMessage{key: value})
			if _, err := a.ChangeSettings(t.Context(), change, true); err != nil {
				t.Fatalf("%s = %s came in, and the page may not set it: %v", key, value, err)
			}
		}
	})
}

// FuzzImportConfiguresNothing imports files with arbitrary settings.
func FuzzImportConfiguresNothing(f *testing.F) {
	f.Add("capitals.apkg", backupOf(hostile...))
	f.Add("b.jsonl", []byte("{\"carrel\":1,\"kind\":\"backup\"}\n{\"SETTING\":{\"KEY\":\"voice_command\",\"Value\":\"[\\\"a\\\"]\"}}\n{\"end\":true}\n"))
	f.Add("b.jsonl", []byte("{\"carrel\":1,\"kind\":\"backup\"}\n{\"setting\":{\"key\":\"rate\",\"key\":\"listening\",\"value\":\"true\"}}\n{\"end\":true}\n"))
	f.Add("a.md", []byte("---\nlistening: true\n---\n# A\n"))
	a, err := Open(f.Context(), Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { a.Close() })
	before := configured(f, a, valuesOf(f, a))
	f.Fuzz(func(t *testing.T, name string, file []byte) {
		if _, err := a.Import(t.Context(), upload(name, file), nil); err != nil && study.KindOf(err) == study.Internal {
			t.Errorf("%v", err)
		}
		if after := configured(t, a, valuesOf(t, a)); after != before {
			t.Fatalf("configured before: %s\nafter: %s", before, after)
		}
	})
}

// TestTheStoreTakesNoSettingByItself checks that without a policy a stream
// imports no settings.
func TestTheStoreTakesNoSettingByItself(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	res, err := s.Import(t.Context(), func(yield func(study.Entry, error) bool) {
		for _, v := range append(hostile, study.Setting{Key: "rate", Value: "1.5"}) {
			if !yield(study.Entry{Setting: &v}, nil) {
				return
			}
		}
	}, nil, nil)
	if err != nil || len(res.SettingsTaken) > 0 || len(res.SettingsLeft) != len(hostile)+1 {
		t.Errorf("%+v, %v", res, err)
	}
	if values, err := s.Settings(t.Context()); err != nil || !reflect.DeepEqual(values, map[string]json.RawMessage{}) {
		t.Errorf("kept %s, %v", values, err)
	}
}
