package library

import (
	"context"
	"io"

	"carrel/internal/study"
)

// OpenMedia opens a media file of the collection by its name.
func (l *Library) OpenMedia(ctx context.Context, name string) (io.ReadSeekCloser, study.Media, error) {
	return l.store.OpenMedia(ctx, name)
}
