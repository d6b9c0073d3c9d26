package session

import (
	"encoding/json"
	"fmt"
)

// UnknownEvent is the error of ReadEvent for an event of which there is no such type.
type UnknownEvent struct{ Kind EventKind }

func (u *UnknownEvent) Error() string {
	if u.Kind == "" {
		return `an event needs its name, as in {"event":"silence"}`
	}
	return fmt.Sprintf("there is no event %q", string(u.Kind))
}

// readers read each type of event.
var readers = map[EventKind]func([]byte) (Event, error){}

func init() {
	for _, add := range []func(){
		reads[Start], reads[Card], reads[Exhausted], reads[Passage], reads[Played], reads[ClipEnded],
		reads[Heard], reads[NoMatch], reads[Silence], reads[Button], reads[Command], reads[Choose],
		reads[Typed], reads[Interrupted], reads[Resumed], reads[Ears],
	} {
		add()
	}
}

func reads[E Event]() {
	var zero E
	readers[zero.Kind()] = func(data []byte) (Event, error) {
		var e E
		err := json.Unmarshal(data, &e)
		return e, err
	}
}

// ReadEvent reads an event as JSON: {"event":"heard","text":"ottawa"}. If there is no such
// event, the error is an *UnknownEvent.
func ReadEvent(data []byte) (Event, error) {
	var named struct {
		Event EventKind `json:"event"`
	}
	if err := json.Unmarshal(data, &named); err != nil {
		return nil, err
	}
	read := readers[named.Event]
	if read == nil {
		return nil, &UnknownEvent{named.Event}
	}
	e, err := read(data)
	if err != nil {
		return nil, err
	}
	return e, nil
}

// UnmarshalJSON reads what was heard. Where the recogniser states a confidence of 0 or less
// but no verdict, the verdict becomes "ask", because a Confidence of 0 alone means that
// none was stated.
func (e *Heard) UnmarshalJSON(data []byte) error {
	type fields Heard
	stated := struct {
		*fields
		Confidence *float64 `json:"confidence"`
	}{fields: (*fields)(e)}
	if err := json.Unmarshal(data, &stated); err != nil {
		return err
	}
	if c := stated.Confidence; c != nil {
		if e.Confidence = max(*c, 0); e.Confidence == 0 && e.Verdict == "" {
			e.Verdict = CertaintyAsk
		}
	}
	return nil
}
