//go:build js

package api

import (
	"context"

	"carrel/internal/study"
	"carrel/internal/wyoming"
)

func noServers() error {
	return study.Errorf(study.Unsupported, "a page in the browser opens no connections of its own: Wyoming servers work with Carrel on a computer")
}

func describeServer(context.Context, string) (wyoming.Info, error) {
	return wyoming.Info{}, noServers()
}

func transcribe(context.Context, string, string, []byte) (string, error) { return "", noServers() }
