// Package backup owns Carrel's own file format. It keeps everything in a collection
// without loss, as lines of JSON that any program and any person can read.
//
// The first line is {"carrel":1,"kind":"backup"}. Each following line is one study.Entry.
// After a media line come lines {"bytes":"…"} with the content of the file in base64, in
// order, until the declared size is reached. In an automatic backup the media line has
// "beside":true instead: the content is in a folder next to the backup, in a file named
// by its hash. The lines of an automatic backup are compressed with gzip.
//
// The last line is {"end":true}, which tells a complete file from a truncated one. Rows
// of the collection that could not be read when the backup was made are skips with
// "lost":true, and the last line counts them: {"end":false,"missing":2}.
//
// The file has no signature or checksum, so that learners may edit a backup.
package backup

// Version is the newest version of the format, which Write writes.
const Version = 1

// MaxLine is the longest line, in bytes.
const MaxLine = 32 << 20

// chunk is how many bytes of a media file go on one line. It is a multiple of three, so
// that only a file's last line is padded.
const chunk = 48 << 10

type ending struct {
	End     bool `json:"end"`
	Missing int  `json:"missing,omitempty"`
}

type header struct {
	Carrel int    `json:"carrel"`
	Kind   string `json:"kind"`
}
