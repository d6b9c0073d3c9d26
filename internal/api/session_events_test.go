package api

import (
	"encoding/json"
	"strings"
	"testing"
)

// The page may send every event but the host's, and hears of any other in a sentence.
func TestEventsThatThePageMayNotSend(t *testing.T) {
	a, _ := open(t, "")
	install(t, a, "capitals")
	if status, body := call(t, a, "POST", "/api/session", `{"event":"start","profile":"desk","seed":1}`); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	for event, says := range map[string]string{
		`{"event":"applause"}`:       `There is no event "applause".`,
		``:                           `The request is not the event expected here`,
		`{"turn":1}`:                 `An event needs its name`,
		`{"event":"typed","text":7}`: `The request is not the event expected here`,
		`{"event":"card","question":{"card":""}}`: `The page cannot hand out cards.`,
		`{"event":"exhausted"}`:                   `The page cannot hand out cards.`,
		`{"event":"passage"}`:                     `The page cannot hand out cards.`,
	} {
		status, body := call(t, a, "POST", "/api/session", event)
		var answer struct {
			Error struct{ Kind, Message string }
		}
		if err := json.Unmarshal([]byte(body), &answer); err != nil {
			t.Fatal(err)
		}
		if status != 400 || answer.Error.Kind != "invalid" || !strings.HasPrefix(answer.Error.Message, says) {
			t.Errorf("%s: %d %s, want 400 and %s", event, status, body, says)
		}
	}
	status, body := call(t, a, "POST", "/api/session", `{"event":"command","command":"show","now":"2001-01-01T00:00:00Z"}`)
	if status != 200 || !strings.Contains(body, `"phase":"revealed"`) {
		t.Errorf("after the refusals the answer is shown: %d %s", status, body)
	}
}
