package library

import (
	"context"
	"encoding/json"

	"carrel/internal/interchange"
	"carrel/internal/store"
	"carrel/internal/store/importing"
	"carrel/internal/store/plan"
	"carrel/internal/study"
)

// longestInterval is the longest maximum interval that a file may set, in days.
const longestInterval = 36500

// settingPolicy decides which settings of a file are imported. Preferences are
// taken if the learner has chosen none, after the same check as a change on the
// settings page. accepted holds the other settings that the learner was shown and
// accepted, by key; each is taken only with exactly that value.
func settingPolicy(accepted map[string]string) importing.SettingPolicy {
	return func(s study.Setting) importing.SettingDecision {
		class := settingClasses[s.Key]
		if class == "" {
			return importing.SettingDecision{Unknown: true}
		}
		if err := checkImported(s); err != nil {
			return importing.SettingDecision{Left: study.SettingLeft{Class: class, Why: "its value cannot be: " + err.Error()}}
		}
		if class == preference {
			return importing.SettingDecision{Take: true}
		}
		ask := class != internal
		if value, ok := accepted[s.Key]; ok && ask && value == s.Value {
			return importing.SettingDecision{Replace: true}
		}
		return importing.SettingDecision{Left: study.SettingLeft{Class: class, Why: whyLeft[class], Ask: ask}}
	}
}

// The size limits of a setting's value in a file, in bytes: for a preference, and
// for a value that is shown in full before it is taken.
const (
	mostSetting = 256 << 10
	mostAsked   = 4 << 10
)

// checkImported checks a setting of a file as PUT api/settings does.
func checkImported(s study.Setting) error {
	most := mostSetting
	if settingClasses[s.Key] != preference {
		most = mostAsked
	}
	if len(s.Value) > most {
		return study.Errorf(study.Invalid, "it is longer than %d KB", most>>10)
	}
	if s.Value == "null" || s.Key == plan.SettingZone && s.Value == `""` {
		return study.Errorf(study.Invalid, "it says nothing")
	}
	after, err := DefaultSettings().with(s.Key, json.RawMessage(s.Value))
	if err == nil {
		err = after.check()
	}
	if err == nil {
		err = store.CheckSetting(s.Key, s.Value)
	}
	if err == nil && s.Key == plan.SettingMaxInterval {
		err = checkLongest(s.Value)
	}
	return err
}

func checkLongest(value string) error {
	days := 0
	if err := json.Unmarshal([]byte(value), &days); err != nil || days < 1 || days > longestInterval {
		return study.Errorf(study.Invalid, "the longest interval is from 1 to %d days", longestInterval)
	}
	return nil
}

// SettingsToAsk reads a file only for the settings that an import would leave out
// unless the learner accepts them. If a file names a setting twice, the first
// acceptable value counts.
func (l *Library) SettingsToAsk(ctx context.Context, u Upload) ([]study.SettingLeft, error) {
	src := interchange.Source{Name: u.Name, ReaderAt: u.Data, Size: u.Size, Scratch: l.scratch(), Beside: l.besideOf(u)}
	_, entries, err := interchange.Read(ctx, src, nil)
	if err != nil {
		return nil, err
	}
	policy, seen := settingPolicy(nil), map[string]bool{}
	var ask []study.SettingLeft
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if e.Setting == nil || seen[e.Setting.Key] {
			continue
		}
		if left := policy(*e.Setting).Left; left.Ask {
			seen[e.Setting.Key] = true
			left.Key, left.Value = e.Setting.Key, e.Setting.Value
			ask = append(ask, left)
		}
	}
	return ask, nil
}
