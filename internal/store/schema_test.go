package store

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"carrel/internal/golden"
	"carrel/internal/store/db"
	"carrel/internal/study"
)

// TestSchema pins every column, and so shows that nothing is stored about a person, a
// place or a device. A change of the golden file needs a migration and a reason for the
// column.
func TestSchema(t *testing.T) {
	s := openHere(t, Options{})
	var lines []string
	read(t, s, func(c *db.Conn) error {
		var tables []string
		if err := c.Each("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", func(r *sqlite3.Stmt) error {
			tables = append(tables, r.ColumnText(0))
			return nil
		}); err != nil {
			return err
		}
		for _, table := range tables {
			if err := c.Each("SELECT name, type, pk FROM pragma_table_info(?)", func(r *sqlite3.Stmt) error {
				key := ""
				if r.ColumnInt(2) > 0 {
					key = " key"
				}
				lines = append(lines, table+"."+r.ColumnText(0)+" "+r.ColumnText(1)+key)
				return nil
			}, table); err != nil {
				return err
			}
		}
		return c.Each("SELECT type || ' ' || name || ' on ' || tbl_name FROM sqlite_schema WHERE type <> 'table' AND name NOT LIKE 'sqlite_%'", func(r *sqlite3.Stmt) error {
			lines = append(lines, r.ColumnText(0))
			return nil
		})
	})
	sort.Strings(lines)
	got := strings.Join(lines, "\n") + "\n"
	golden.Check(t, "schema.txt", got)
	personal := regexp.MustCompile(`(?i)user|person|email|phone|birth|gender|device|machine|host|address|country|latitude|longitude|location|place|score|rank|streak|teacher|owner|account|password|voice|face`)
	for _, line := range lines {
		if personal.MatchString(line) {
			t.Errorf("%s looks like something about a person, a place or a device", line)
		}
	}
}

func TestReviewsAreAppendOnly(t *testing.T) {
	s := openHere(t, Options{})
	addItems(t, s, 1)
	review(t, s, 0, 1)
	for _, sql := range []string{"UPDATE reviews SET grade = 4", "DELETE FROM reviews"} {
		err := s.write(t.Context(), func(c *db.Conn) error { return c.Exec(sql) })
		if err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	if rows, err := s.Reviews(t.Context(), itemCard(0)); len(rows) != 1 || err != nil {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestNewerAndForeignDatabasesAreRefused(t *testing.T) {
	for name, sql := range map[string]string{
		"newer Carrel":    "PRAGMA user_version = 1000",
		"another program": "PRAGMA application_id = 5",
	} {
		home := t.TempDir()
		s := openHere(t, Options{Home: home})
		if err := s.write(t.Context(), func(c *db.Conn) error { return c.Exec(sql) }); err != nil {
			t.Fatal(err)
		}
		s.Close()
		_, err := Open(t.Context(), Options{Home: home})
		if study.KindOf(err) != study.Conflict || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), DatabaseName) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, content := range map[string]string{
		"a text": strings.Repeat("This is no database. ", 100),
	} {
		home := t.TempDir()
		if err := os.WriteFile(filepath.Join(home, DatabaseName), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), Options{Home: home}); study.KindOf(err) != study.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMigrationGoesOn opens a home that a kill left before the first step of a migration:
// the database is an empty file.
func TestMigrationGoesOn(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, DatabaseName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openHere(t, Options{Home: home})
	addItems(t, s, 1)
}
