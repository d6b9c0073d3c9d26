//go:build js

package app

import (
	"context"
	"io/fs"

	"carrel/internal/speech"
)

// builtinVoice is the voice the page runs beside this program.
func builtinVoice(fs.FS, string) (speech.Synthesizer, string) { return speech.NewHostFlite(), "" }

// programVoice is none: a browser starts no programs.
func programVoice([]string) speech.Synthesizer { return nil }

// remoteVoice is none: a browser opens no connections of its own.
func remoteVoice(context.Context, string, string, speech.Synthesizer) speech.Synthesizer { return nil }

// clipMemory bounds the clips that are kept, in bytes: some eighty sentences. A
// phone is short of memory, and to say one again takes a tenth of a second.
const clipMemory = 8 << 20
