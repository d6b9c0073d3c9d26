package api

import (
	"encoding/json"
	"testing"
	"time"

	"carrel/internal/backups"
	"carrel/internal/listen"
	"carrel/internal/session"
	"carrel/internal/study"
)

func TestListsAreNeverNull(t *testing.T) {
	type inner struct {
		List []string         `json:"list"`
		Few  []string         `json:"few,omitempty"`
		Map  map[string][]int `json:"map"`
		Raw  json.RawMessage  `json:"raw,omitempty"`
		Data []byte           `json:"data,omitempty"`
		In   *inner           `json:"in,omitempty"`
		Any  any              `json:"any,omitempty"`
		All  []inner          `json:"all,omitempty"`
		At   time.Time        `json:"at"`
	}
	for _, tt := range []struct {
		v    any
		want string
	}{
		{inner{}, `{"list":[],"map":{},"at":"0001-01-01T00:00:00Z"}`},
		{&inner{In: &inner{}}, `{"list":[],"map":{},"in":{"list":[],"map":{},"at":"0001-01-01T00:00:00Z"},"at":"0001-01-01T00:00:00Z"}`},
		{inner{List: []string{"a"}, Map: map[string][]int{"x": nil}, Raw: json.RawMessage(`1`), Any: []int(nil)}, `{"list":["a"],"map":{"x":[]},"raw":1,"any":[],"at":"0001-01-01T00:00:00Z"}`},
		{[]inner(nil), `[]`},
		{Turn{Effects: []Effect{Listen{Grammar: &listen.Grammar{Lang: "en"}}, Say{Role: session.RolePrompt}}}, `{"turn":0,"effects":[{"effect":"listen","grammar":{"lang":"en","phrases":[],"words":{}}},{"effect":"say","role":"prompt","text":"","clips":[]}],"view":null}`},
		{Rescue{Backups: []backups.Backup{{At: time.Unix(0, 0).UTC()}}}, `{"why":"","place":"","backups":[{"name":"","at":"1970-01-01T00:00:00Z","reason":"","size":0}]}`},
		{study.ImportResult{}, `{"file":"","format":"","notes":0,"cards":0,"reviews":0,"media":0,"duplicates":0,"skipped":[]}`},
		{nil, `null`},
	} {
		before, err := json.Marshal(tt.v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(Listed(tt.v))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s became %s, %v; want %s", before, got, err, tt.want)
		}
		if after, _ := json.Marshal(tt.v); string(after) != string(before) {
			t.Errorf("%s was changed to %s", before, after)
		}
	}
}
