package speech

import "testing"

func TestPronounceReplacesWholeWords(t *testing.T) {
	list := []Pronunciation{
		{Word: "Nguyen", Say: "win"}, {Word: "SQL", Say: "sequel"}, {Word: "SQL Server", Say: "that server"},
		{Word: "C++", Say: "see plus plus"}, {Word: "chat", Say: "sha", Lang: "fr"}, {Word: " ", Say: "x"},
		{Word: "win", Say: "LOST"}, {Word: "ÉTÉ", Say: "ay tay"},
	}
	for text, want := range map[string]string{
		"Mr. nguyen, NGUYEN's Nguyens": "Mr. win, win's Nguyens",
		"MySQL, SQL, SQL server":       "MySQL, sequel, that server",
		"C++ and C++11":                "see plus plus and see plus plus11",
		"chat":                         "chat",
		"un été étés":                  "un ay tay étés",
		"":                             "",
	} {
		if got := pronounce(text, "en-US", list); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := pronounce("chat", "fr-CA", list); got != "sha" {
		t.Errorf("in French %q", got)
	}
	if got := pronounce("bad \xff bytes Nguyen", "en", list); got != "bad \xff bytes win" {
		t.Errorf("%q", got)
	}
}
