package speech_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"carrel/internal/speech"
)

// fliteHashes are the hashes of the WAV files that flite 0.1.1 of npm makes of one
// question, before their loudness is normalised.
var fliteHashes = map[string]string{
	"rms":   "250865d422a92a53",
	"slt":   "c6f43d291c3913f3",
	"awb":   "65a46756c8e008c8",
	"kal16": "c972acfbf41ce6a8",
}

// checkFliteHashes checks that a host gives exactly these bytes.
func checkFliteHashes(t *testing.T, flite *speech.Flite) {
	t.Helper()
	for voice, want := range fliteHashes {
		wav, err := speech.RawFlite(flite, t.Context(), "What is the capital of Canada?", voice)
		if err != nil {
			t.Error(err)
			continue
		}
		sum := sha256.Sum256(wav)
		if got := hex.EncodeToString(sum[:8]); got != want {
			t.Errorf("%s: hash %s, want %s", voice, got, want)
		}
	}
}
