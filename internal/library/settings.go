package library

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"carrel/fsrs"
	"carrel/internal/intent"
	"carrel/internal/schedule"
	"carrel/internal/session"
	"carrel/internal/speech"
	"carrel/internal/study"
	"carrel/internal/voice"
)

// Theme is the choice between dark and light.
type Theme string

// The themes.
const (
	ThemeAuto  Theme = "auto" // as the system has it
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// Settings are the learner's choices.
type Settings struct {
	Profile      session.ProfileID `json:"profile"`
	Listening    bool              `json:"listening"`     // the microphone may be used
	Headphones   bool              `json:"headphones"`    // speech can interrupt a prompt
	Voice        string            `json:"voice"`         // the ID of a voice; "" for the one of the language
	Rate         float64           `json:"rate"`          // speed of speech, .5–2
	AnswerGapMS  int               `json:"answer_gap_ms"` // 600–60000; 0 waits for ever
	NewPerDay    int               `json:"new_per_day"`
	Retention    float64           `json:"retention"`     // desired retention, .80–.95
	RolloverHour int               `json:"rollover_hour"` // the hour at which a day begins
	Zone         string            `json:"zone"`          // IANA name; "" for the computer's own. The page sends its own once
	Lang         string            `json:"lang"`          // of the app: en or fr
	Earcons      bool              `json:"earcons"`       // short sounds mark the turns
	Theme        Theme             `json:"theme"`
	// Buttons holds the command of each button, or "talk".
	Buttons      map[session.ButtonName]string `json:"buttons"`
	Keys         map[string]string             `json:"keys"`          // the command of each key, or "talk"
	ControlWords bool                          `json:"control_words"` // spoken control words in the driving profile
	PushToTalk   bool                          `json:"push_to_talk"`  // the page listens only on request
	// AutoBackup makes backups automatically, each day and before large changes.
	AutoBackup bool `json:"auto_backup"`
	// BackupDownloaded is when the page last downloaded a backup, and BackupLater when its
	// reminder was last put off, in ms since 1970; 0 for never.
	BackupDownloaded int64             `json:"backup_downloaded"`
	BackupLater      int64             `json:"backup_later"`  // ms since 1970
	BurySiblings     bool              `json:"bury_siblings"` // cards of a note are asked on different days
	EasyDays         schedule.EasyDays `json:"easy_days"`
	TwoButton        bool              `json:"two_button"`       // "knew it" and "missed it" only
	LearningSteps    []int             `json:"learning_steps"`   // in seconds, increasing: before a card enters review
	RelearningSteps  []int             `json:"relearning_steps"` // before it re-enters review after a lapse
	// VoiceCommand is the program that speaks instead of the built-in voice, with
	// text on standard input and WAV on standard output. The page cannot set it,
	// because it names a program to run.
	VoiceCommand []string `json:"voice_command"`
	voice.Choices
	voice.Engines
}

// DefaultSettings returns the settings in force until the learner changes them.
func DefaultSettings() Settings {
	return Settings{
		Profile: session.Desk, Rate: 1, AnswerGapMS: 6000, NewPerDay: 20, Retention: fsrs.DefaultRetention,
		RolloverHour: 4, Lang: "en", Earcons: true, Theme: ThemeAuto, AutoBackup: true, BurySiblings: true,
		LearningSteps: []int{60, 600}, RelearningSteps: []int{600},
		Choices: voice.Choices{Pitch: 1, Voices: map[string]string{}, AnswerVoices: map[string]string{}, Pronounce: []speech.Pronunciation{}},
		Engines: voice.Engines{Recogniser: voice.CarrelRecogniser},
		Buttons: map[session.ButtonName]string{session.ButtonNext: "knew", session.ButtonPrevious: "missed", session.ButtonPlayPause: "pause"},
		Keys: map[string]string{
			" ": "show", "Enter": "show", "1": "again", "2": "hard", "3": "good", "4": "easy",
			"ArrowRight": "knew", "ArrowLeft": "missed", "r": "repeat", "s": "skip", "p": "pause",
			"u": "undo", "h": "help", "e": "explain", "y": "yes", "n": "no", "Escape": "stop", "-": "slower", "+": "faster", "t": talk,
		},
	}
}

// talk is the push-to-talk action. Keys and buttons may be bound to it as to a
// command, but the page handles it alone.
const talk = "talk"

// check returns an error for the first invalid value.
func (s *Settings) check() error {
	err := cmp.Or(
		s.checkTurn(),
		s.checkDay(),
		s.checkPage(),
		checkSteps(s.LearningSteps),
		checkSteps(s.RelearningSteps),
		checkBindings(s.Buttons),
		checkBindings(s.Keys),
	)
	if err != nil {
		return err
	}
	if err := s.Choices.Check(); err != nil {
		return err
	}
	return s.Engines.Check() // also completes the addresses
}

// checkTurn checks how a question is asked.
func (s *Settings) checkTurn() error {
	if _, ok := session.ProfileNamed(s.Profile); !ok {
		return study.Errorf(study.Invalid, "there is no profile %q: choose desk, hands-free, driving or one-switch", s.Profile)
	}
	if !(s.Rate >= 0.5 && s.Rate <= 2) {
		return study.Errorf(study.Invalid, "the speed of speech is %v: choose 0.5 to 2", s.Rate)
	}
	if s.AnswerGapMS != 0 && (s.AnswerGapMS < 600 || s.AnswerGapMS > 60000) {
		return study.Errorf(study.Invalid, "the time to answer is %d ms: choose 600 to 60000, or 0 to wait for ever", s.AnswerGapMS)
	}
	return nil
}

// checkDay checks what a day of study holds and when it begins.
func (s *Settings) checkDay() error {
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
	return nil
}

// checkPage checks the language, the look and the reminders of the page.
func (s *Settings) checkPage() error {
	if !intent.Supported(s.Lang) {
		return study.Errorf(study.Invalid, "Carrel does not speak %q yet: choose %s", s.Lang, strings.Join(intent.Languages(), " or "))
	}
	if !slices.Contains([]Theme{ThemeAuto, ThemeLight, ThemeDark}, s.Theme) {
		return study.Errorf(study.Invalid, "the theme %q is not known: choose auto, light or dark", s.Theme)
	}
	if s.BackupDownloaded < 0 || s.BackupLater < 0 {
		return study.Errorf(study.Invalid, "a backup cannot have been downloaded or put off before 1970: give milliseconds since then")
	}
	return nil
}

// checkBindings checks that keys or buttons are bound to commands or to talk.
func checkBindings[K ~string](bound map[K]string) error {
	for k, c := range bound {
		if c != "" && c != talk && !slices.Contains(intent.Commands(), intent.Command(c)) {
			return study.Errorf(study.Invalid, "%q cannot be bound to %q: there is no such command", k, c)
		}
	}
	return nil
}

// The longest step, in seconds, and the largest number of steps.
const (
	longestStep = 366 * 24 * 60 * 60
	mostSteps   = 20
)

func checkSteps(seconds []int) error {
	if len(seconds) > mostSteps {
		return study.Errorf(study.Invalid, "%d steps are too many: choose at most %d", len(seconds), mostSteps)
	}
	for i, n := range seconds {
		if n < 1 || n > longestStep {
			return study.Errorf(study.Invalid, "a step of %d seconds cannot be: choose 1 second to a year", n)
		}
		if i > 0 && n <= seconds[i-1] {
			return study.Errorf(study.Invalid, "a step of %d seconds cannot follow one of %d: let steps grow", n, seconds[i-1])
		}
	}
	return nil
}

// HearsAt returns the address of the Wyoming server that recognises speech; "" for
// none.
func (s *Settings) HearsAt() string {
	if s.Recogniser != voice.WyomingRecogniser {
		return ""
	}
	return s.WyomingHear
}

// voice returns the settings that the voice follows.
func (s *Settings) voice() voice.Settings {
	return voice.Settings{Lang: s.Lang, Voice: s.Voice, Rate: s.Rate, Command: s.VoiceCommand, Choices: s.Choices, Server: s.WyomingSpeak}
}

// SessionOptions returns the settings that a session follows.
func (s *Settings) SessionOptions() session.Options {
	return session.Options{
		Lang: s.Lang, AnswerGapMS: s.AnswerGapMS, Rate: s.Rate, Earcons: s.Earcons,
		Listening: s.Listening, Headphones: s.Headphones, ControlWords: s.ControlWords,
		TwoGrades: s.TwoButton, Buttons: maps.Clone(s.Buttons),
	}
}

// SessionOptions returns the learner's settings that a session follows.
func (l *Library) SessionOptions(ctx context.Context) (session.Options, error) {
	s, err := l.Settings(ctx)
	return s.SessionOptions(), err
}

// Settings returns the learner's choices, with defaults for the rest. An invalid
// value, for example one written by another version, counts as not chosen, so
// that it never prevents studying.
func (l *Library) Settings(ctx context.Context) (Settings, error) {
	values, err := l.store.Settings(ctx)
	if err != nil {
		return DefaultSettings(), err
	}
	return settingsOf(values), nil
}

func settingsOf(values map[string]json.RawMessage) Settings {
	s := DefaultSettings()
	for key, value := range values {
		next, err := s.with(key, value)
		if err == nil && next.check() == nil {
			s = next
		}
	}
	return s
}

// with returns s with one value changed. It ignores keys that are not settings of
// the page, including keys that differ only in case, because JSON decoding would
// match those.
func (s Settings) with(key string, value json.RawMessage) (Settings, error) {
	if !settingKeys[key] {
		return s, nil
	}
	s.Buttons, s.Keys = maps.Clone(s.Buttons), maps.Clone(s.Keys)
	switch key {
	case "buttons":
		s.Buttons = nil // replaced as a whole; decoding would merge
	case "keys":
		s.Keys = nil
	case "voices":
		s.Voices = nil
	case "answer_voices":
		s.AnswerVoices = nil
	case "pronounce":
		s.Pronounce = nil
	case "learning_steps":
		s.LearningSteps = nil
	case "relearning_steps":
		s.RelearningSteps = nil
	}
	one, err := json.Marshal(map[string]json.RawMessage{key: value})
	if err == nil {
		err = json.Unmarshal(one, &s)
	}
	if study.KindOf(err) == study.Invalid {
		return s, err // the message says which values are valid
	}
	if err != nil {
		return s, study.Because(err, study.Invalid, "the setting %s cannot be %s", key, value)
	}
	if usual := DefaultSettings(); s.LearningSteps == nil {
		s.LearningSteps = usual.LearningSteps
	} else if s.RelearningSteps == nil {
		s.RelearningSteps = usual.RelearningSteps
	}
	return s, nil
}

// settingKeys holds the keys that a change may contain.
var settingKeys = func() map[string]bool {
	b, err := json.Marshal(DefaultSettings())
	var m map[string]json.RawMessage
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		panic(err) // cannot happen: a struct of plain values
	}
	keys := map[string]bool{}
	for k := range m {
		keys[k] = true
	}
	return keys
}()

// ChangeSettings applies a JSON object of some settings, either all of them or
// none. page is true for changes from the page, which may not name programs.
func (l *Library) ChangeSettings(ctx context.Context, change json.RawMessage, page bool) (Settings, error) {
	l.settingsMu.Lock()
	defer l.settingsMu.Unlock()
	before, err := l.Settings(ctx)
	if err != nil {
		return before, err
	}
	var given map[string]json.RawMessage
	if err := json.Unmarshal(change, &given); err != nil {
		return before, study.Because(err, study.Invalid, "settings come as a JSON object of names and values")
	}
	after := before
	for key, value := range given {
		if !settingKeys[key] {
			return before, study.Errorf(study.Invalid, "there is no setting %q", key)
		}
		if after, err = after.with(key, value); err != nil {
			return before, err
		}
	}
	if page && !slices.Equal(after.VoiceCommand, before.VoiceCommand) {
		return before, study.Errorf(study.Invalid, "the page cannot set the voice command: use \"carrel voice\" on the command line")
	}
	if err := after.check(); err != nil {
		return before, err
	}
	if z, ok := given["zone"]; ok && string(z) == `""` {
		given["zone"] = json.RawMessage("null")
	}
	if after.TwoButton != before.TwoButton {
		given[settingFitted] = json.RawMessage("null") // two grades have a fit of their own
	}
	if err := l.store.PutSettings(ctx, given, nil); err != nil {
		return before, err
	}
	l.settingsChanged(after)
	return after, nil
}
