package ear

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"carrel/internal/listen"
	"carrel/internal/study"
)

func page(names ...string) fstest.MapFS {
	out, list := fstest.MapFS{}, ""
	for i, n := range names {
		if i > 0 {
			list += ","
		}
		list += `"` + n + `":"assets/` + n + `-00"`
		out["assets/"+n+"-00"] = &fstest.MapFile{Data: []byte(n)}
	}
	out["assets.json"] = &fstest.MapFile{Data: []byte("{" + list + "}")}
	return out
}

func TestFromPage(t *testing.T) {
	base := []string{"soundswallower/soundswallower.wasm", "rnnoise/rnnoise.wasm", "soundswallower/en-us/dict.txt", "soundswallower/en-us/mdef"}
	p, err := FromPage(page(base...), "en")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(p.Model, "mdef"); err != nil || string(data) != "soundswallower/en-us/mdef" {
		t.Errorf("the narrow model's mdef is %q, %v", data, err)
	}
	p, err = FromPage(page(append(base, "soundswallower/en-us-wide/mdef")...), "en")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(p.Model, "mdef"); err != nil || string(data) != "soundswallower/en-us-wide/mdef" {
		t.Errorf("the wide model goes first where it was built: %q, %v", data, err)
	}
	if string(p.Dictionary) != "soundswallower/en-us/dict.txt" {
		t.Errorf("the dictionary is %q", p.Dictionary)
	}
	for name, c := range map[string]struct {
		fs   fstest.MapFS
		lang string
		kind study.ErrorKind
	}{
		"not built":        {fstest.MapFS{}, "en", study.Unavailable},
		"no French in it":  {page(base...), "fr", study.Unavailable},
		"no such language": {page(base...), "de", study.Unsupported},
		"a damaged list":   {fstest.MapFS{"assets.json": &fstest.MapFile{Data: []byte("{")}}, "en", study.Unreadable},
	} {
		if _, err := FromPage(c.fs, c.lang); study.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want kind %s", name, err, c.kind)
		}
	}
}

func TestReadGrammar(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, c := range []struct {
		spec, say string
		class     listen.Class
	}{
		{"commands", "undo that", listen.Command},
		{"Ottawa|Toronto", "toronto", listen.Answer},
		{file("list.txt", "# cities\nOttawa\n\nNew York\n"), "new york", listen.Answer},
		{file("windows.txt", "\ufeffOttawa\r\n\r\nNew York\r\n"), "ottawa", listen.Answer},
		{file("old-mac.txt", "Ottawa\rNew York"), "new york", listen.Answer},
		{file("grammar.json", `{"lang":"en","phrases":[{"text":"seven","class":"number"}]}`), "seven", listen.Number},
	} {
		g, err := ReadGrammar("en", c.spec)
		if err != nil {
			t.Fatal(err)
		}
		if p, ok := g.Find(c.say); !ok || p.Class != c.class {
			t.Errorf("%s: %q is %+v, want class %s", c.spec, c.say, p, c.class)
		}
	}
	for _, bad := range []string{"nosuchfile", file("bad.json", "{x"), file("empty.txt", "\n\n")} {
		if _, err := ReadGrammar("en", bad); err == nil {
			t.Errorf("%s was taken for a grammar", bad)
		}
	}
}

func TestResultOf(t *testing.T) {
	refused := listen.Event{Kind: listen.NoMatch, Reading: listen.Reading{Phrase: &listen.Phrase{Text: "Ottawa"}, Judgement: listen.Judgement{Verdict: listen.Refuse, Confidence: .31234}}}
	if r := ResultOf(refused); r.Text != "Ottawa" || r.Verdict != listen.Refuse || r.Confidence != .312 || r.Alternatives == nil {
		t.Errorf("refused: %+v", r)
	}
	if r := ResultOf(listen.Event{Kind: listen.Silence}); r.Text != "" || r.Verdict != listen.Refuse || r.Confidence != 0 {
		t.Errorf("silence: %+v", r)
	}
}
