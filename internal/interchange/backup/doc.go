// Package backup owns Carrel's own file format: everything a collection holds,
// lossless, as lines of JSON that any program and any person can read.
//
// The first line is {"carrel":1,"kind":"backup"}. Each line after it is one
// study.Entry. A media line is followed by lines {"bytes":"…"} that hold the
// file in base64, in order, as many bytes as its size says. In a backup that was
// made by itself the media line says "beside":true instead: the bytes are in a
// folder beside the file, under their hash.
//
// The last line is {"end":true}, by which a file that was cut off is told from a
// whole one. Rows of the collection that could not be read when the backup was
// made are skips with "lost":true, and the last line counts them:
// {"end":false,"missing":2}.
//
// Nothing is signed or summed up: a learner may edit a backup as they like.
package backup

// Version is the newest version of the format, which Write writes.
const Version = 1

// MaxLine is the longest line, in bytes.
const MaxLine = 32 << 20

// chunk is how many bytes of a media file stand on one line. It is a multiple of
// three, so that only a file's last line is padded.
const chunk = 48 << 10

type ending struct {
	End     bool `json:"end"`
	Missing int  `json:"missing,omitempty"`
}

type header struct {
	Carrel int    `json:"carrel"`
	Kind   string `json:"kind"`
}
