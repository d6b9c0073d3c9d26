//go:build !js

package api

import (
	"context"

	"carrel/internal/wyoming"
)

// describeServer asks a Wyoming server for its description.
func describeServer(ctx context.Context, address string) (wyoming.Info, error) {
	return wyoming.Client{Address: address}.Describe(ctx)
}

// transcribe sends one utterance, 16-bit mono at 16 kHz, to a Wyoming server.
func transcribe(ctx context.Context, address, lang string, pcm []byte) (string, error) {
	return wyoming.Client{Address: address}.Transcribe(ctx, lang, 16000, pcm)
}
