package library

import (
	"carrel/internal/store/plan"
	"carrel/internal/study"
)

const (
	preference = study.SettingPreference
	device     = study.SettingDevice
	program    = study.SettingProgram
	address    = study.SettingAddress
	internal   = study.SettingInternal
)

// settingClasses holds the class of every key of the settings table, except the
// places in readings, which the store writes and checks itself. A setting that is
// missing here cannot be imported; a test fails for it.
var settingClasses = map[string]study.SettingClass{
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
var whyLeft = map[study.SettingClass]string{
	device:   "it belongs to the device and its microphone: choose it here yourself",
	program:  "it names a program to run: choose it here yourself",
	address:  "it decides what is sent to another computer: choose it here yourself",
	internal: "Carrel keeps it itself",
}
