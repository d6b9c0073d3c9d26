package importing

import (
	"encoding/json"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/store/table"
	"carrel/internal/study"
)

// SettingPolicy decides what an import does with one setting of a file. The store knows
// only its own settings; the caller knows what the others mean and which of them a file
// may set.
type SettingPolicy func(study.Setting) SettingDecision

// SettingDecision is a policy's answer.
type SettingDecision struct {
	// Take stores the value if the learner has not chosen one; Replace stores it always.
	Take, Replace bool
	// Unknown marks a key that is not a setting; it is listed as skipped.
	Unknown bool
	// Left describes a setting that is not taken, except for its key and value.
	Left study.SettingLeft
}

// noSettings is the policy of an import without settings.
func noSettings(study.Setting) SettingDecision {
	return SettingDecision{Left: study.SettingLeft{Why: "no settings are taken from this file"}}
}

// maxShown is the longest value, in bytes, that the result lists.
const maxShown = 4096

func (in *importer) addSetting(v *study.Setting) error {
	if v.Key == "" || !json.Valid([]byte(v.Value)) {
		in.skip("its value cannot be read", "setting %.100q", v.Key)
		return nil
	}
	if strings.HasPrefix(v.Key, table.BookmarkKey) {
		in.readBookmark(v)
		return nil
	}
	policy := in.policy
	if policy == nil {
		policy = noSettings
	}
	verdict := policy(*v)
	if verdict.Unknown {
		in.skip("Carrel has no setting of this name", "setting %.100q", v.Key)
		return nil
	}
	if !verdict.Take && !verdict.Replace {
		in.leave(v, verdict.Left)
		return nil
	}
	was := ""
	if _, err := in.c.One("SELECT value FROM settings WHERE key = ?", func(r *sqlite3.Stmt) error {
		was = r.ColumnText(0)
		return nil
	}, v.Key); err != nil {
		return err
	}
	switch {
	case was == v.Value:
		in.leave(v, study.SettingLeft{Why: "it is set so already"})
		return nil
	case was != "" && !verdict.Replace:
		in.leave(v, study.SettingLeft{Why: "another value is chosen here already"})
		return nil
	}
	if err := in.c.Run("INSERT OR REPLACE INTO settings VALUES (?, ?)", v.Key, v.Value); err != nil {
		return err
	}
	in.settings = true
	in.res.SettingsTaken = append(in.res.SettingsTaken, v.Key)
	return nil
}

// leave adds a setting that is not taken to the result.
func (in *importer) leave(v *study.Setting, left study.SettingLeft) {
	if len(in.res.SettingsLeft) >= listed {
		in.left++
		return
	}
	left.Key = v.Key
	if len(v.Value) <= maxShown {
		left.Value = v.Value
	}
	in.res.SettingsLeft = append(in.res.SettingsLeft, left)
}

// mostBookmarks is the maximum number of bookmarks in one import.
const mostBookmarks = 100_000

// bookmarkRow is a bookmark to import.
type bookmarkRow struct {
	reading study.ID
	mark    table.Bookmark
}

// readBookmark keeps a bookmark until the readings exist.
func (in *importer) readBookmark(v *study.Setting) {
	id, err := study.ParseID(strings.TrimPrefix(v.Key, table.BookmarkKey))
	mark, ok := table.ParseBookmark(v.Value)
	if err != nil || !ok {
		in.skip("it is no place in a book or recording", "setting %.100q", v.Key)
		return
	}
	if len(in.marks) >= mostBookmarks {
		in.skip("there are too many places in this file", "setting %.100q", v.Key)
		return
	}
	in.marks = append(in.marks, bookmarkRow{id, mark})
}

// addBookmarks adds the bookmarks of readings that have none yet.
func (in *importer) addBookmarks() error {
	for _, row := range in.marks {
		value, err := json.Marshal(row.mark)
		if err != nil {
			return err
		}
		n, err := in.c.Int("SELECT count(*) FROM readings WHERE id = ?", row.reading)
		if err != nil {
			return err
		}
		if n == 0 {
			in.skip("the book or recording it belongs to is not there", "place in the reading %s", row.reading)
			continue
		}
		if err := in.c.Run("INSERT OR IGNORE INTO settings VALUES (?, ?)", table.BookmarkKey+row.reading.String(), string(value)); err != nil {
			return err
		}
	}
	return nil
}
