package app

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"time"

	"carrel/fsrs"
	"carrel/internal/intent"
	"carrel/internal/session"
	"carrel/internal/study"
)

// Settings are the learner's choices.
type Settings struct {
	Profile      string            `json:"profile"`
	Listening    bool              `json:"listening"`
	Headphones   bool              `json:"headphones"`
	Voice        string            `json:"voice"`
	Rate         float64           `json:"rate"`
	AnswerGapMS  int               `json:"answer_gap_ms"`
	NewPerDay    int               `json:"new_per_day"`
	Retention    float64           `json:"retention"`
	RolloverHour int               `json:"rollover_hour"`
	Zone         string            `json:"zone"` // IANA name, "" for the computer's own
	Lang         string            `json:"lang"`
	Earcons      bool              `json:"earcons"`
	Theme        string            `json:"theme"`
	Buttons      map[string]string `json:"buttons"`
	Keys         map[string]string `json:"keys"`
	ControlWords bool              `json:"control_words"`
	BurySiblings bool              `json:"bury_siblings"`
	// VoiceCommand is the program that speaks instead of the built-in voice:
	// text on standard input, WAV on standard output. The page cannot set it,
	// since it names a program to run.
	VoiceCommand []string `json:"voice_command"`
	// Params are fitted memory parameters, nil for the defaults.
	Params []float64 `json:"params,omitempty"`
}

// DefaultSettings are in force until the learner chooses otherwise.
func DefaultSettings() Settings {
	return Settings{
		Profile: "desk", Rate: 1, AnswerGapMS: 6000, NewPerDay: 20, Retention: fsrs.DefaultRetention,
		RolloverHour: 4, Lang: "en", Earcons: true, Theme: "auto", BurySiblings: true,
		Buttons: map[string]string{"next": "knew", "previous": "missed", "playpause": "pause"},
		Keys: map[string]string{
			" ": "show", "Enter": "show", "1": "again", "2": "hard", "3": "good", "4": "easy",
			"ArrowRight": "knew", "ArrowLeft": "missed", "r": "repeat", "s": "skip", "p": "pause",
			"u": "undo", "h": "help", "e": "explain", "y": "yes", "n": "no", "Escape": "stop", "-": "slower", "+": "faster",
		},
	}
}

// check reports the first value that cannot be.
func (s *Settings) check() error {
	if _, ok := session.ProfileNamed(s.Profile); !ok {
		return study.Errorf(study.Invalid, "there is no profile %q: choose desk, hands-free, driving or one-switch", s.Profile)
	}
	if !(s.Rate >= 0.5 && s.Rate <= 2) {
		return study.Errorf(study.Invalid, "the speed of speech is %v: choose 0.5 to 2", s.Rate)
	}
	if s.AnswerGapMS != 0 && (s.AnswerGapMS < 600 || s.AnswerGapMS > 60000) {
		return study.Errorf(study.Invalid, "the time to answer is %d ms: choose 600 to 60000, or 0 to wait for ever", s.AnswerGapMS)
	}
	if s.NewPerDay < 0 || s.NewPerDay > 9999 {
		return study.Errorf(study.Invalid, "%d new cards a day cannot be: choose 0 to 9999", s.NewPerDay)
	}
	if math.IsNaN(s.Retention) || s.Retention < 0.80 || s.Retention > 0.95 {
		return study.Errorf(study.Invalid, "the desired retention is %v: choose 0.80 to 0.95", s.Retention)
	}
	if s.RolloverHour < 0 || s.RolloverHour > 23 {
		return study.Errorf(study.Invalid, "the day cannot begin at %d o'clock: choose 0 to 23", s.RolloverHour)
	}
	if s.Zone != "" {
		if _, err := time.LoadLocation(s.Zone); err != nil {
			return study.Errorf(study.Invalid, "the time zone %q is not known here: use a name such as Europe/Paris", s.Zone)
		}
	}
	if !intent.Supported(s.Lang) {
		return study.Errorf(study.Invalid, "Carrel does not speak %q yet: choose en or fr", s.Lang)
	}
	if !slices.Contains([]string{"auto", "light", "dark"}, s.Theme) {
		return study.Errorf(study.Invalid, "the theme %q is not known: choose auto, light or dark", s.Theme)
	}
	for _, m := range []map[string]string{s.Buttons, s.Keys} {
		for k, c := range m {
			if c != "" && !slices.Contains(intent.Commands(), intent.Command(c)) {
				return study.Errorf(study.Invalid, "%q cannot be bound to %q: there is no such command", k, c)
			}
		}
	}
	if s.Params != nil {
		if _, err := fsrs.ParamsFrom(s.Params); err != nil {
			return study.Because(err, study.Invalid, "the memory parameters cannot be used: %v", err)
		}
	}
	return nil
}

// location is the learner's time zone.
func (s *Settings) location() *time.Location {
	if s.Zone != "" {
		if z, err := time.LoadLocation(s.Zone); err == nil {
			return z
		}
	}
	return time.Local
}

func (s *Settings) calendar() fsrs.Calendar {
	return fsrs.Calendar{Zone: s.location(), RolloverHour: s.RolloverHour}
}

// options are what a session follows.
func (s *Settings) options() session.Options {
	return session.Options{
		Lang: s.Lang, AnswerGapMS: s.AnswerGapMS, Rate: s.Rate, Earcons: s.Earcons,
		Listening: s.Listening, Headphones: s.Headphones, ControlWords: s.ControlWords,
		Buttons: maps.Clone(s.Buttons),
	}
}

const settingsKey = "settings"

// Settings returns the learner's choices, defaults where none were made.
func (a *App) Settings(ctx context.Context) (Settings, error) {
	s := DefaultSettings()
	raw, err := a.store.Setting(ctx, settingsKey)
	if err != nil {
		return s, err
	}
	if raw != "" {
		if err := json.Unmarshal([]byte(raw), &s); err != nil {
			return s, study.Because(err, study.Internal, "the saved settings cannot be read; change any setting to write them anew")
		}
	}
	if s.check() != nil {
		// A setting an older or newer version wrote must not keep anyone from
		// studying.
		d := DefaultSettings()
		d.Params, d.VoiceCommand = nil, s.VoiceCommand
		return d, nil
	}
	return s, nil
}

// ChangeSettings merges a JSON object into the settings and keeps the result.
// page is true for changes from the page, which may not name programs.
func (a *App) ChangeSettings(ctx context.Context, change json.RawMessage, page bool) (Settings, error) {
	s, err := a.Settings(ctx)
	if err != nil {
		return s, err
	}
	before := s
	before.Buttons, before.Keys = maps.Clone(s.Buttons), maps.Clone(s.Keys)
	// A map given replaces the old one whole; decoding would merge them.
	var given map[string]json.RawMessage
	if err := json.Unmarshal(change, &given); err != nil {
		return s, study.Because(err, study.Invalid, "settings come as a JSON object of names and values")
	}
	if _, ok := given["buttons"]; ok {
		s.Buttons = nil
	}
	if _, ok := given["keys"]; ok {
		s.Keys = nil
	}
	if err := json.Unmarshal(change, &s); err != nil {
		return before, study.Because(err, study.Invalid, "a setting has a value of the wrong kind: %v", err)
	}
	if page && !slices.Equal(s.VoiceCommand, before.VoiceCommand) {
		return before, study.Errorf(study.Invalid, "the page cannot set the voice command: use \"carrel voice\" on the command line")
	}
	if err := s.check(); err != nil {
		return before, err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return before, err
	}
	if err := a.store.PutSetting(ctx, settingsKey, string(raw)); err != nil {
		return before, err
	}
	if err := a.apply(ctx, s, before); err != nil {
		return s, err
	}
	return s, nil
}
