package library

import (
	"carrel/internal/store/plan"
)

// settingClass says who may choose a setting. Importing a file changes
// preferences only.
type settingClass string

const (
	// preference is a way the learner likes to study, on any device.
	preference settingClass = "preference"
	// device belongs to one device, such as its microphone or its loudspeaker.
	device settingClass = "device"
	// program names a program to run.
	program settingClass = "program"
	// address names another computer, or decides what is sent to one.
	address settingClass = "address"
	// internal is a value that Carrel stores among the settings for itself.
	internal settingClass = "internal"
)

// settingClasses holds the class of every key of the settings table, except the
// places in readings, which the store writes and checks itself. A setting that is
// missing here cannot be imported; a test fails for it.
var settingClasses = map[string]settingClass{
	"profile":       preference,
	"voice":         preference,
	"rate":          preference,
	"answer_gap_ms": preference,
	"lang":          preference,
	"earcons":       preference,
	"theme":         preference,
	"buttons":       preference,
	"keys":          preference,
	"pitch":         preference,
	"voices":        preference,
	"answer_voices": preference,
	"pronounce":     preference,

	plan.SettingZone:            preference,
	plan.SettingRolloverHour:    preference,
	plan.SettingRetention:       preference,
	plan.SettingParams:          preference,
	plan.SettingLearningSteps:   preference,
	plan.SettingRelearningSteps: preference,
	plan.SettingMaxInterval:     preference,
	plan.SettingFuzz:            preference,
	plan.SettingTwoButton:       preference,
	plan.SettingNewPerDay:       preference,
	plan.SettingBurySiblings:    preference,
	plan.SettingEasyDays:        preference,

	"listening":     device,
	"headphones":    device,
	"control_words": device,
	"push_to_talk":  device,
	"auto_backup":   device,

	"backup_downloaded": device,
	"backup_later":      device,

	"voice_command": program,

	"recogniser":    address,
	"wyoming_hear":  address,
	"wyoming_speak": address,

	settingFitted:  internal,
	settingLastFit: internal,
}

// whyLeft says why a file may not choose a setting of each class.
var whyLeft = map[settingClass]string{
	device:   "it belongs to the device and its microphone: choose it here yourself",
	program:  "it names a program to run: choose it here yourself",
	address:  "it decides what is sent to another computer: choose it here yourself",
	internal: "Carrel keeps it itself",
}
