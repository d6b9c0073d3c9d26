package study

// SettingLeft is a setting in a file that the import did not take.
type SettingLeft struct {
	Key   string `json:"key"`
	Value string `json:"value,omitempty"` // JSON text, "" if it is too long to show
	// Class is the class of the setting, such as "device" or "program".
	Class string `json:"class,omitempty"`
	Why   string `json:"why"`
	// Ask means that the learner can take the setting after being asked about it by name.
	Ask bool `json:"ask,omitempty"`
}
