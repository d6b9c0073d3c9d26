package plan

import (
	"encoding/json"
	"fmt"
	"time"
	_ "time/tzdata" // settings name time zones, and not every host has the database

	"github.com/ncruces/go-sqlite3"

	"carrel/fsrs"
	"carrel/internal/schedule"
	"carrel/internal/store/db"
	"carrel/internal/store/table"
	"carrel/internal/study"
)

// These are the settings that the store itself uses. All others belong to the app.
const (
	SettingZone            = "zone"             // IANA name
	SettingRolloverHour    = "rollover_hour"    // 0–23
	SettingRetention       = "retention"        // .70–.99
	SettingParams          = "params"           // FSRS parameters: fsrs.Params as JSON
	SettingLearningSteps   = "learning_steps"   // seconds, an array
	SettingRelearningSteps = "relearning_steps" // seconds, an array
	SettingMaxInterval     = "max_interval"     // days
	SettingFuzz            = "fuzz"             // bool
	SettingTwoButton       = "two_button"       // bool
	SettingNewPerDay       = "new_per_day"      // cards; -1 for no limit
	SettingBurySiblings    = "bury_siblings"    // bool
	SettingEasyDays        = "easy_days"        // schedule.EasyDays as JSON
)

// DefaultNewPerDay is the default daily limit of new cards.
const DefaultNewPerDay = 20

// Plan holds the settings of the collection that decide when a card comes: the scheduler that
// replays review rows into due days, and the daily limits of the queue. It is read from the table
// settings once and replaced when they change.
type Plan struct {
	*schedule.Scheduler
	Settings  schedule.Settings
	NewPerDay int
	Siblings  bool   // cards of one note are not asked on the same day
	signature string // of all settings that affect a replay
}

// replayVersion changes when a newer Carrel replays the same rows with another result.
const replayVersion = 2

// Load reads the settings of the collection. It ignores a value that makes no sense,
// which a foreign backup may contain.
func Load(c *db.Conn) (*Plan, error) {
	values := map[string]string{}
	err := c.Each("SELECT key, value FROM settings", func(r *sqlite3.Stmt) error {
		values[r.ColumnText(0)] = r.ColumnText(1)
		return nil
	})
	if err != nil {
		return nil, err
	}
	zone, ok, err := table.ReadMeta(c, table.ZoneKey)
	if err != nil {
		return nil, err
	}
	if _, chosen := values[SettingZone]; ok && !chosen {
		b, err := json.Marshal(zone)
		if err != nil {
			return nil, err
		}
		values[SettingZone] = string(b)
	}
	return New(values), nil
}

// New returns the plan for settings, which are JSON texts by key.
func New(values map[string]string) *Plan {
	p := &Plan{Settings: schedule.Defaults(nil), NewPerDay: DefaultNewPerDay, Siblings: true}
	zone := "UTC"
	for key, value := range values {
		next := *p
		name, err := next.Set(key, value)
		if err != nil {
			continue
		}
		*p = next
		if key == SettingZone {
			zone = name
		}
	}
	p.Scheduler = schedule.New(p.Settings)
	s := p.Settings
	p.signature = fmt.Sprintf("%d %s %d %v %v %v %v %d %v %v", replayVersion, zone, s.Calendar.RolloverHour,
		s.Params.Values(), s.Retention, s.LearningSteps, s.RelearningSteps, s.MaxInterval, s.Fuzz, s.TwoButton)
	if s.Easy.Any() {
		p.signature += fmt.Sprint(" ", s.Easy)
	}
	return p
}

// Set applies one setting and ignores keys that are not the store's. It returns the name
// of the zone if the setting is the zone.
func (p *Plan) Set(key, value string) (zone string, err error) {
	s := &p.Settings
	switch key {
	case SettingZone:
		zone, err = p.setZone(value)
	case SettingParams:
		var params fsrs.Params
		if err = read(key, value, &params); err == nil {
			s.Params = params
		}
	case SettingLearningSteps:
		s.LearningSteps, err = steps(key, value)
	case SettingRelearningSteps:
		s.RelearningSteps, err = steps(key, value)
	case SettingEasyDays:
		s.Easy = schedule.EasyDays{}
		err = read(key, value, &s.Easy)
	default:
		if into, known := p.values()[key]; known {
			err = read(key, value, into)
		}
	}
	if err == nil {
		err = s.Check()
	}
	return zone, err
}

// values returns pointers to the settings that are a single number or boolean.
func (p *Plan) values() map[string]any {
	return map[string]any{
		SettingRolloverHour: &p.Settings.Calendar.RolloverHour,
		SettingRetention:    &p.Settings.Retention,
		SettingMaxInterval:  &p.Settings.MaxInterval,
		SettingFuzz:         &p.Settings.Fuzz,
		SettingTwoButton:    &p.Settings.TwoButton,
		SettingNewPerDay:    &p.NewPerDay,
		SettingBurySiblings: &p.Siblings,
	}
}

func read(key, value string, into any) error {
	err := json.Unmarshal([]byte(value), into)
	if err != nil && study.KindOf(err) != study.Invalid {
		return study.Because(err, study.Invalid, "the setting %s cannot be %s", key, value)
	}
	return err
}

// setZone applies the setting of the time zone and returns the zone's name.
func (p *Plan) setZone(value string) (name string, err error) {
	if err := read(SettingZone, value, &name); err != nil {
		return "", err
	}
	if name == "Local" {
		name = "UTC" // it means another zone on every machine
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return "", study.Because(err, study.Invalid, "%q is not a time zone. Use a name such as Europe/Paris", name)
	}
	p.Settings.Calendar.Zone = zone
	return name, nil
}

func steps(key, value string) ([]time.Duration, error) {
	var seconds []int64
	if err := json.Unmarshal([]byte(value), &seconds); err != nil {
		return nil, study.Because(err, study.Invalid, "the setting %s cannot be %s: it is a list of seconds, such as [60, 600]", key, value)
	}
	out := make([]time.Duration, len(seconds))
	for i, n := range seconds {
		if n < 1 || n > 366*24*60*60 {
			return nil, study.Errorf(study.Invalid, "the setting %s cannot be %s: a step is between a second and a year", key, value)
		}
		out[i] = time.Duration(n) * time.Second
	}
	return out, nil
}

// Stale reports whether the cached schedules were computed with other settings.
func (p *Plan) Stale(c *db.Conn) (bool, error) {
	made, _, err := table.ReadMeta(c, table.ReplayedKey)
	return made != p.signature, err
}

// Sign records that the cached schedules were computed with these settings.
func (p *Plan) Sign(c *db.Conn) error {
	return table.PutMeta(c, table.ReplayedKey, p.signature)
}
