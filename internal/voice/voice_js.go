//go:build js

package voice

import (
	"context"
	"io/fs"

	"carrel/internal/speech"
)

// builtinVoice returns the voice that the page runs next to this program.
func builtinVoice(fs.FS, string) (speech.Synthesizer, string) { return speech.NewHostFlite(), "" }

// programVoice returns nil: a browser starts no programs.
func programVoice([]string) speech.Synthesizer { return nil }

// remoteVoice returns nil: in a browser this program opens no connections.
func remoteVoice(context.Context, string, string, speech.Synthesizer) speech.Synthesizer { return nil }

// clipMemory bounds the clips kept in memory, in bytes: about eighty sentences. A
// phone is short of memory, and rendering a clip again takes a tenth of a second.
const clipMemory = 8 << 20
