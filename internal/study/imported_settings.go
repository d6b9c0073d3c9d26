package study

// SettingClass says who may choose a setting. Importing a file changes preferences only.
type SettingClass string

// The classes of settings.
const (
	SettingPreference SettingClass = "preference" // a way the learner likes to study, on any device
	SettingDevice     SettingClass = "device"     // belongs to one device, such as its microphone or its loudspeaker
	SettingProgram    SettingClass = "program"    // names a program to run
	SettingAddress    SettingClass = "address"    // names another computer, or decides what is sent to one
	SettingInternal   SettingClass = "internal"   // a value that Carrel stores among the settings for itself
)

// SettingLeft is a setting in a file that the import did not take.
type SettingLeft struct {
	Key   string       `json:"key"`
	Value string       `json:"value,omitempty"` // JSON text, "" if it is too long to show
	Class SettingClass `json:"class,omitempty"`
	Why   string       `json:"why"`
	// Ask means that the learner can take the setting after being asked about it by name.
	Ask bool `json:"ask,omitempty"`
}
