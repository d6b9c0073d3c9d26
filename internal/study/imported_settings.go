package study

// SettingLeft is a setting that a file holds and an import did not take.
type SettingLeft struct {
	Key   string `json:"key"`
	Value string `json:"value,omitempty"` // JSON text, "" where it is too long to be shown
	// Class is what kind of setting it is, such as "device" or "program".
	Class string `json:"class,omitempty"`
	Why   string `json:"why"`
	// Ask tells that the learner may take it all the same, when asked by name.
	Ask bool `json:"ask,omitempty"`
}
